import { z } from "zod";

const UNSTORABLE = /[^\P{Cc}\n\t]|\p{Surrogate}/gu; // Postgres text has no NUL and its jsonb no lone surrogate

/** Text as people mean it: trimmed, on Unix lines, without characters that nothing can show. */
const text = (max: number) =>
  z
    .string()
    .transform((value) => value.replaceAll("\r\n", "\n").replace(UNSTORABLE, "").trim())
    .pipe(z.string().min(1).max(max));
const moment = z.iso.datetime({ offset: true }).transform((value) => new Date(value));
const whole = (min: number, max: number) => z.number().int().min(min).max(max);

const gradeCut = z.object({ name: text(40), price: z.number(), from: z.number(), to: z.number() });

/** The outer shape of a hall; `planHall` finds what is wrong inside. */
export const hallInput = z.discriminatedUnion("type", [
  z.object({ type: z.literal("plain"), seats: z.number().default(50), grades: z.array(gradeCut).min(1).max(100) }),
  z.object({ type: z.literal("imported"), plan: z.unknown(), prices: z.record(z.string(), z.number()) }),
]);

const scheduleInput = z.object({ startsAt: moment, venue: text(120), hall: hallInput });

const about = {
  name: text(120),
  host: text(80),
  description: text(5_000),
  salesOpenAt: moment,
  salesCloseAt: moment,
};
const rules = {
  seatLimit: whole(1, 100), // seats per fan
  refundHours: whole(0, 24 * 365), // refunds until this long before a date
  capacity: whole(0, 1_000_000), // fans inside at once; 0 lets nobody in
  admitPerMinute: whole(0, 1_000_000),
  demoCrowd: z.boolean(),
};

const inOrder = { path: ["salesCloseAt"], error: "must be after salesOpenAt" };

/** Body of POST /api/admin/concerts. Times are ISO 8601 with an offset, prices whole won. */
export const concertInput = z
  .object({
    ...about,
    seatLimit: rules.seatLimit.default(4),
    refundHours: rules.refundHours.default(24),
    capacity: rules.capacity.default(100),
    admitPerMinute: rules.admitPerMinute.default(600),
    demoCrowd: rules.demoCrowd.default(false),
    schedules: z.array(scheduleInput).min(1).max(100),
  })
  .refine(({ salesOpenAt: open, salesCloseAt: close }) => !(open >= close), inOrder);

/** A date of the concert: with an `id` an existing one (what is left out stays), without it a new one. */
const scheduleEdit = scheduleInput
  .partial()
  .extend({ id: z.string().optional() })
  .superRefine(({ id, ...given }, found) => {
    for (const key of ["startsAt", "venue", "hall"] as const)
      if (id === undefined && given[key] === undefined)
        found.addIssue({ code: "custom", path: [key], message: "is needed for a new date" });
  });

/** Body of PATCH /api/admin/concerts/{id}: what is left out stays as it is. */
export const concertEdit = z
  .object({ ...about, ...rules, schedules: z.array(scheduleEdit).max(100) })
  .partial()
  .refine(({ salesOpenAt: open, salesCloseAt: close }) => !(open && close && open >= close), inOrder);

/** Body of PATCH /api/admin/queues/{concertId}: what is left out stays as it is. */
export const queueEdit = z
  .object({ capacity: rules.capacity, admitPerMinute: rules.admitPerMinute, paused: z.boolean() })
  .partial();

/** What a client sends; the parsed forms hold Dates. */
export type ConcertBody = z.input<typeof concertInput>;
export type ConcertEditBody = z.input<typeof concertEdit>;
export type ConcertInput = z.output<typeof concertInput>;
export type ConcertEdit = z.output<typeof concertEdit>;
export type QueueEdit = z.output<typeof queueEdit>;
