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
const REASON_MAX = 200; // characters

type Which = { email?: string; number?: number };
const onlyOne = ({ email, number }: Which) => (email === undefined) !== (number === undefined);
const oneOf = { path: ["number"], error: "give an email or a number, not both" };

const fan = z.object({ id: z.uuid(), email: z.string(), name: z.string() });
const fanExample = { id: "7f1c0c7e-5d0f-4a64-9d0a-2f5a9f6f1a11", email: "fan@example.com", name: "Kim" };

/** The place an admin means, and whose it is. @throws AppError CONCERT_NOT_FOUND, NOT_IN_QUEUE, QUEUE_UNAVAILABLE */
async function foundPlace(concertId: string, { email, number }: Which): Promise<FoundPlace & { fan: UserSummary }> {
  if (!(await concertById(concertId))) throw new AppError("CONCERT_NOT_FOUND");
  const known = email === undefined ? null : await findUserByEmail(email);
  const place =
    number === undefined ? known && (await findByUser(concertId, known.id)) : await findByNumber(concertId, number);
  const fan = known ?? (place && (await findUserById(place.userId)));
  if (!place || !fan) throw new AppError("NOT_IN_QUEUE");
  return { ...place, fan };
}

export const findPlace = endpoint(
  {
    method: "GET",
    path: "/api/admin/queues/{concertId}/places",
    summary: "Find one place in a line by its fan's email or by its number",
    auth: "admin",
    priority: null,
    params,
    query: z.object({ email: email.optional(), number: number.optional() }).refine(onlyOne, oneOf),
    responses: {
      200: {
        description: "The place, whose it is, and how many seats they hold unpaid.",
        schema: z.object({
          number: z.int(),
          status: z.enum(["WAITING", "ACTIVE", "PASSED_OVER"]),
          position: z.int().min(0).describe("1 is next; 0 when it does not wait"),
          fan,
          seatsHeld: z.int().min(0),
        }),
        example: { number: 1204, status: "WAITING", position: 37, fan: fanExample, seatsHeld: 0 },
      },
    },
    errors: ["CONCERT_NOT_FOUND", "NOT_IN_QUEUE", "QUEUE_UNAVAILABLE"],
  },
  async ({ params: { concertId }, query }) => {
    const { number, status, position, fan } = await foundPlace(concertId, query);
    const seatsHeld = (await findLiveHold(fan.id, concertId))?.reservations.length ?? 0;
    return { status: 200, body: { number, status, position, fan, seatsHeld } };
  },
);

/** Tells the line, after commit. One that cannot be told hears it from the outbox. */
async function notifyExpelled({ concertId, userId, number }: Place): Promise<void> {
  await expelPlace({ concertId, userId, number }).catch(() =>
    log.warn({ concertId, number }, "the line did not hear it yet"),
  );
}

export const createExpulsion = endpoint(
  {
    method: "POST",
    path: "/api/admin/queues/{concertId}/expulsions",
    summary: "Put one place out of a line, with a reason for the history; what is held under it unpaid is given back",
    auth: "admin",
    priority: null,
    params,
    body: z
      .object({
        email: email.optional(),
        number: z.int().min(1).optional(),
        reason: singleLine(REASON_MAX),
      })
      .refine(onlyOne, oneOf),
    example: { number: 1204, reason: "Sells places" },
    responses: {
      201: {
        description: "The place is over; its fan may join again, at the back.",
        schema: z.object({ number: z.int(), fan, released: z.int().min(0).describe("Seats given back") }),
        example: { number: 1204, fan: fanExample, released: 2 },
      },
    },
    errors: ["CONCERT_NOT_FOUND", "NOT_IN_QUEUE", "QUEUE_UNAVAILABLE"],
  },
  async ({ user, params: { concertId }, body: { reason, ...which } }) => {
    const { fan, ...place } = await foundPlace(concertId, which);
    const { released } = await expel(place, reason, user.id);
    await notifyExpelled(place);
    scheduleOutboxDrain();
    return { status: 201, body: { number: place.number, fan, released } };
  },
);
