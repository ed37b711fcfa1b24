import { ApiError, type Client } from "./client";
import { pauseAbout, percentChance, sample } from "./random";
import { holdSchema, ignoredSchema, reservationsSchema, schedulesSchema, seatsSchema } from "./schemas";

const TICKET_LIFETIME_MS = 90_000; // then it is refunded, so that no demo sells out
const MIN_FREE_SHARE = 0.4; // below this share of free seats nobody books
const CHARGE_WON = 1_000_000;

type ActiveSession = { concertId: string; queueToken: string; ms: number };

async function refundOldTickets(client: Client, { concertId }: ActiveSession, signal: AbortSignal): Promise<void> {
  const { reservations } = await client.request(reservationsSchema, "GET", "/api/reservations", { signal });
  const old = reservations.filter(
    ({ concert, refundable, createdAt }) =>
      concert.id === concertId && refundable && Date.parse(createdAt) < Date.now() - TICKET_LIFETIME_MS,
  );
  for (const { payment } of old) {
    if (payment) await client.request(ignoredSchema, "POST", `/api/payments/${payment.id}/refund`, { signal });
  }
}

async function pay(client: Client, queueToken: string, reservationIds: string[], signal: AbortSignal): Promise<void> {
  const sent = { body: { reservationIds }, queueToken, signal };
  try {
    await client.request(ignoredSchema, "POST", "/api/payments", sent);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "INSUFFICIENT_BALANCE") throw error;
    await client.request(ignoredSchema, "POST", "/api/wallet/charges", { body: { amount: CHARGE_WON }, signal });
    await client.request(ignoredSchema, "POST", "/api/payments", sent);
  }
}

/** One or two seats of a date that has plenty, or none. */
async function chooseSeats(client: Client, { concertId, queueToken }: ActiveSession, signal: AbortSignal) {
  const path = `/api/schedules?concertId=${concertId}`;
  const { schedules } = await client.request(schedulesSchema, "GET", path, { queueToken, signal });
  for (const { id: scheduleId } of sample(schedules, 1)) {
    const seatMap = await client.request(seatsSchema, "GET", `/api/seats?scheduleId=${scheduleId}`, {
      queueToken,
      signal,
    });
    const free = seatMap.seats.filter(({ status }) => status === "AVAILABLE");
    if (free.length < seatMap.seats.length * MIN_FREE_SHARE) return null;
    return { scheduleId, seatNumbers: sample(free, percentChance(50) ? 1 : 2).map(({ number }) => number) };
  }
  return null;
}

/** A session of about `ms`: holds one or two seats, then pays, releases them, or lets the hold expire. */
export async function book(client: Client, turn: ActiveSession, signal: AbortSignal): Promise<void> {
  const { queueToken } = turn;
  await refundOldTickets(client, turn, signal);
  await pauseAbout(turn.ms * 0.3, signal);
  const choice = await chooseSeats(client, turn, signal);
  if (!choice) return pauseAbout(turn.ms * 0.7, signal);
  const { reservations } = await client.request(holdSchema, "POST", "/api/holds", { body: choice, queueToken, signal });
  await pauseAbout(turn.ms * 0.7, signal);
  const ids = reservations.map(({ id }) => id);
  if (percentChance(70)) await pay(client, queueToken, ids, signal);
  else if (percentChance(50))
    for (const id of ids) await client.request(ignoredSchema, "DELETE", `/api/holds/${id}`, { signal });
}
