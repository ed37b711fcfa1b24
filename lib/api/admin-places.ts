import { z } from "zod";
import { findUserByEmail, findUserById, type UserSummary } from "@/lib/auth/users";
import { expel, findLiveHold } from "@/lib/booking";
import { concertById } from "@/lib/concerts";
import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { scheduleOutboxDrain } from "@/lib/jobs/drain";
import { expelPlace, type FoundPlace, findByNumber, findByUser } from "@/lib/queue";
import type { Place } from "@/lib/queue/token";
import { endpoint } from "./framework/endpoint";
import { id, singleLine } from "./framework/schemas";

const params = z.object({ concertId: id });
const email = singleLine(254);
const number = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const MAX_REASON_LENGTH = 200; // characters

type PlaceSelector = { email?: string; number?: number };
const hasExactlyOne = ({ email, number }: PlaceSelector) => (email === undefined) !== (number === undefined);
const oneOf = { path: ["number"], error: "give an email or a number, not both" };

const fan = z.object({ id: z.uuid(), email: z.string(), name: z.string() });
const fanExample = { id: "7f1c0c7e-5d0f-4a64-9d0a-2f5a9f6f1a11", email: "fan@example.com", name: "Kim" };

/** The place that an admin names, and its fan. @throws AppError CONCERT_NOT_FOUND, NOT_IN_QUEUE, QUEUE_UNAVAILABLE */
async function resolvePlace(
  concertId: string,
  { email, number }: PlaceSelector,
): Promise<FoundPlace & { fan: UserSummary }> {
  if (!(await concertById(concertId))) throw new AppError("CONCERT_NOT_FOUND");
  const user = email === undefined ? null : await findUserByEmail(email);
  const place =
    number === undefined ? user && (await findByUser(concertId, user.id)) : await findByNumber(concertId, number);
  const fan = user ?? (place && (await findUserById(place.userId)));
  if (!place || !fan) throw new AppError("NOT_IN_QUEUE");
  return { ...place, fan };
}

export const findPlace = endpoint(
  {
    method: "GET",
    path: "/api/admin/queues/{concertId}/places",
    summary: "Find a place in a queue by its fan's email or by its number",
    auth: "admin",
    priority: null,
    params,
    query: z.object({ email: email.optional(), number: number.optional() }).refine(hasExactlyOne, oneOf),
    responses: {
      200: {
        description: "The place, its fan, and how many unpaid seats they hold.",
        schema: z.object({
          number: z.int(),
          status: z.enum(["WAITING", "ACTIVE", "PASSED_OVER"]),
          position: z.int().min(0).describe("1 is next; 0 when it is not waiting"),
          fan,
          seatsHeld: z.int().min(0),
        }),
        example: { number: 1204, status: "WAITING", position: 37, fan: fanExample, seatsHeld: 0 },
      },
    },
    errors: ["CONCERT_NOT_FOUND", "NOT_IN_QUEUE", "QUEUE_UNAVAILABLE"],
  },
  async ({ params: { concertId }, query }) => {
    const { number, status, position, fan } = await resolvePlace(concertId, query);
    const seatsHeld = (await findLiveHold(fan.id, concertId))?.reservations.length ?? 0;
    return { status: 200, body: { number, status, position, fan, seatsHeld } };
  },
);

/** Frees the slot at once, after commit. If Redis is down, the outbox delivers the event later. */
async function notifyExpelled({ concertId, userId, number }: Place): Promise<void> {
  await expelPlace({ concertId, userId, number }).catch(() =>
    log.warn({ concertId, number }, "the queue was not told of an expulsion; the outbox will"),
  );
}

export const createExpulsion = endpoint(
  {
    method: "POST",
    path: "/api/admin/queues/{concertId}/expulsions",
    summary: "Expel a place from a queue, with a reason for the history; its unpaid seats are released",
    auth: "admin",
    priority: null,
    params,
    body: z
      .object({
        email: email.optional(),
        number: z.int().min(1).optional(),
        reason: singleLine(MAX_REASON_LENGTH),
      })
      .refine(hasExactlyOne, oneOf),
    example: { number: 1204, reason: "Sells places" },
    responses: {
      201: {
        description: "The place is expelled; its fan may join again, at the back.",
        schema: z.object({ number: z.int(), fan, released: z.int().min(0).describe("Seats released") }),
        example: { number: 1204, fan: fanExample, released: 2 },
      },
    },
    errors: ["CONCERT_NOT_FOUND", "NOT_IN_QUEUE", "QUEUE_UNAVAILABLE"],
  },
  async ({ user, params: { concertId }, body: { reason, ...selector } }) => {
    const { fan, ...place } = await resolvePlace(concertId, selector);
    const { released } = await expel(place, reason, user.id);
    await notifyExpelled(place);
    scheduleOutboxDrain();
    return { status: 201, body: { number: place.number, fan, released } };
  },
);
