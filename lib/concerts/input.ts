import { z } from "zod";
import { isVisible, removeHidden } from "@/lib/core/visible-text";

const UNSTORABLE = /[^\P{Cc}\n\t]|\p{Surrogate}/gu; // Postgres text has no NUL and its jsonb no lone surrogate

const HIDDEN = "holds characters that are invisible or change the direction of writing";

const clean = (value: string) => value.replaceAll("\r\n", "\n").replace(UNSTORABLE, "").trim();
const label = (max: number) =>
  z
    .string()
    .transform(clean)
    .pipe(
      z
        .string()
        .min(1)
        .max(max)
        .refine((text) => text === "" || isVisible(text), HIDDEN),
    );
// A description is pasted from elsewhere, where nobody sees which characters to delete.
const description = z
  .string()
  .transform((value) => removeHidden(clean(value)).trim())
  .pipe(z.string().min(1).max(5_000));
const dateTime = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .refine((at) => at.getUTCFullYear() >= 1 && at.getUTCFullYear() <= 9999, "must be in the years 1 to 9999"); // Postgres has no year 0
const intBetween = (min: number, max: number) => z.number().int().min(min).max(max);

const gradeCut = z.object({ name: label(40), price: z.number(), from: z.number(), to: z.number() });

/** The outer shape of a hall; `planHall` validates the rest. */
export const hallInput = z.discriminatedUnion("type", [
  z.object({ type: z.literal("plain"), seats: z.number().default(50), grades: z.array(gradeCut).min(1).max(100) }),
  z.object({ type: z.literal("imported"), plan: z.unknown(), prices: z.record(z.string(), z.number()) }),
]);

const scheduleInput = z.object({ startsAt: dateTime, venue: label(120), hall: hallInput });

const contentFields = {
  name: label(120),
  host: label(80),
  description,
  salesOpenAt: dateTime,
  salesCloseAt: dateTime,
};
const ruleFields = {
  seatLimit: intBetween(1, 100), // seats per fan
  refundHours: intBetween(0, 24 * 365), // refunds until this long before a date
  capacity: intBetween(0, 1_000_000), // active fans at once; 0 admits nobody
  admitPerMinute: intBetween(0, 1_000_000),
  demoCrowd: z.boolean(),
  holdCooldownSeconds: intBetween(0, 86_400), // after two holds that ended unpaid, doubled with each more; 0 for none
  requiresBalance: z.boolean(), // a hold needs a balance that covers it
  requiresVerifiedEmail: z.boolean(), // joining needs an email that was verified
};

const salesWindowIssue = { path: ["salesCloseAt"], error: "must be after salesOpenAt" };

/** Body of POST /api/admin/concerts. Times are ISO 8601 with an offset, prices whole won. */
export const concertInput = z
  .object({
    ...contentFields,
    seatLimit: ruleFields.seatLimit.default(4),
    refundHours: ruleFields.refundHours.default(24),
    capacity: ruleFields.capacity.default(100),
    admitPerMinute: ruleFields.admitPerMinute.default(600),
    demoCrowd: ruleFields.demoCrowd.default(false),
    holdCooldownSeconds: ruleFields.holdCooldownSeconds.optional(),
    requiresBalance: ruleFields.requiresBalance.optional(),
    requiresVerifiedEmail: ruleFields.requiresVerifiedEmail.optional(),
    schedules: z.array(scheduleInput).min(1).max(100),
  })
  .refine(({ salesOpenAt: open, salesCloseAt: close }) => !(open >= close), salesWindowIssue);

/** With an `id` an existing date, of which omitted fields stay; without it a new one. */
const scheduleEdit = scheduleInput
  .partial()
  .extend({ id: z.string().optional() })
  .superRefine(({ id, ...fields }, issues) => {
    for (const key of ["startsAt", "venue", "hall"] as const)
      if (id === undefined && fields[key] === undefined)
        issues.addIssue({ code: "custom", path: [key], message: "is needed for a new date" });
  });

/** Omitted fields stay. */
export const concertEdit = z
  .object({ ...contentFields, ...ruleFields, schedules: z.array(scheduleEdit).max(100) })
  .partial()
  .refine(({ salesOpenAt: open, salesCloseAt: close }) => !(open && close && open >= close), salesWindowIssue);

export const queueEdit = z
  .object({ capacity: ruleFields.capacity, admitPerMinute: ruleFields.admitPerMinute, paused: z.boolean() })
  .partial();

export type ConcertBody = z.input<typeof concertInput>;
export type ConcertEditBody = z.input<typeof concertEdit>;
export type ConcertInput = z.output<typeof concertInput>;
export type ConcertEdit = z.output<typeof concertEdit>;
export type QueueEdit = z.output<typeof queueEdit>;
