import { heldSchema, nothing, reservationsSchema, schedulesSchema, seatsSchema } from "./answers";
import { rest, some, sometimes } from "./chance";
import { type Client, Unwelcome } from "./client";

const KEPT_MS = 90_000; // a ticket of the crowd is given back after this, so that no demo ever sells out
const CROWDED = 0.4; // with a smaller share of seats left, the crowd only looks
const CHARGE_WON = 1_000_000;

type Turn = { concertId: string; queueToken: string; ms: number };

async function giveBackOldTickets(client: Client, { concertId }: Turn, signal: AbortSignal): Promise<void> {
  const { reservations } = await client.ask(reservationsSchema, "GET", "/api/reservations", { signal });
  const old = reservations.filter(
    ({ concert, refundable, createdAt }) =>
      concert.id === concertId && refundable && Date.parse(createdAt) < Date.now() - KEPT_MS,
  );
  for (const { payment } of old) {
    if (payment) await client.ask(nothing, "POST", `/api/payments/${payment.id}/refund`, { signal });
  }
}

async function pay(client: Client, queueToken: string, reservationIds: string[], signal: AbortSignal): Promise<void> {
  const sent = { body: { reservationIds }, queueToken, signal };
  try {
    await client.ask(nothing, "POST", "/api/payments", sent);
  } catch (error) {
    if (!(error instanceof Unwelcome) || error.code !== "INSUFFICIENT_BALANCE") throw error;
    await client.ask(nothing, "POST", "/api/wallet/charges", { body: { amount: CHARGE_WON }, signal });
    await client.ask(nothing, "POST", "/api/payments", sent);
  }
}

/** One or two seats of a date that has plenty, or none. */
async function choose(client: Client, { concertId, queueToken }: Turn, signal: AbortSignal) {
  const path = `/api/schedules?concertId=${concertId}`;
  const { schedules } = await client.ask(schedulesSchema, "GET", path, { queueToken, signal });
  for (const { id: scheduleId } of some(schedules, 1)) {
    const asked = await client.ask(seatsSchema, "GET", `/api/seats?scheduleId=${scheduleId}`, { queueToken, signal });
    const free = asked.seats.filter(({ status }) => status === "AVAILABLE");
    if (free.length < asked.seats.length * CROWDED) return null;
    return { scheduleId, seatNumbers: some(free, sometimes(50) ? 1 : 2).map(({ number }) => number) };
  }
  return null;
}

/** A turn: looks, holds a seat or two, and pays, lets go, or wanders off without a word. It lasts about `turn.ms`. */
export async function shop(client: Client, turn: Turn, signal: AbortSignal): Promise<void> {
  const { queueToken } = turn;
  await giveBackOldTickets(client, turn, signal);
  await rest(turn.ms * 0.3, signal);
  const choice = await choose(client, turn, signal);
  if (!choice) return rest(turn.ms * 0.7, signal);
  const { reservations } = await client.ask(heldSchema, "POST", "/api/holds", { body: choice, queueToken, signal });
  await rest(turn.ms * 0.7, signal);
  const ids = reservations.map(({ id }) => id);
  if (sometimes(70)) await pay(client, queueToken, ids, signal);
  else if (sometimes(50)) for (const id of ids) await client.ask(nothing, "DELETE", `/api/holds/${id}`, { signal });
}
