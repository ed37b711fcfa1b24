import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { orThrow } from "@/client";
import type { Hold } from "@/lib/booking";
import { makeConcert, makeFan, type TestConcert, type TestUser } from "./fixtures";
import { client, toResult } from "./http";

/** An Idempotency-Key nobody has used. */
export const newKey = (): string => randomUUID();

/** The fan joins the line of a concert that has room, and is let in at once. */
export async function joinActive(fan: TestUser, { id: concertId }: TestConcert): Promise<string> {
  const { token, status } = orThrow(await (await client(fan)).POST("/api/queue", { body: { concertId } }));
  expect(status).toBe("ACTIVE");
  return token;
}

/** Asks for seats of the concert's first date. */
export async function requestHold(
  fan: TestUser,
  token: string,
  { scheduleId }: TestConcert,
  seatNumbers: number[],
  key?: string,
) {
  const params = key ? { header: { "Idempotency-Key": key } } : {};
  const options = { body: { scheduleId, seatNumbers }, params, headers: { "queue-token": token } };
  return toResult(await (await client(fan)).POST("/api/holds", options));
}

type Scene = { concert: TestConcert; fan: TestUser; token: string; hold: Hold; reservationIds: string[] };
type Wishes = { concert?: TestConcert; seatNumbers?: number[]; balance?: number };

/** A fan who was let in and holds seats, with money enough unless it is said otherwise. */
export async function holdScenario({ concert, seatNumbers = [1], balance = 1_000_000 }: Wishes = {}): Promise<Scene> {
  const here = concert ?? (await makeConcert());
  const fan = await makeFan({ balance });
  const token = await joinActive(fan, here);
  const { status, body } = await requestHold(fan, token, here, seatNumbers);
  expect(status).toBe(201);
  return { concert: here, fan, token, hold: body, reservationIds: body.reservations.map(({ id }) => id) };
}

type Payer = Pick<Scene, "fan" | "token" | "reservationIds">;

/** Pays what a fan holds. */
export async function pay({ fan, token, reservationIds }: Payer, key = newKey()) {
  const params = { header: { "Idempotency-Key": key } };
  const bill = { body: { reservationIds }, params, headers: { "queue-token": token } };
  return toResult(await (await client(fan)).POST("/api/payments", bill));
}

/** A fan who has paid for the seat of {@link holdScenario}. */
export async function paymentScenario(options: Wishes = {}): Promise<Scene & { paymentId: string; key: string }> {
  const scenario = await holdScenario(options);
  const key = newKey();
  const { status, body } = await pay(scenario, key);
  expect(status).toBe(201);
  return { ...scenario, key, paymentId: body.payments[0]?.id ?? expect.fail("no payment") };
}

/** How a date's seats look to a fan who was let in. */
export async function visibleSeats(fan: TestUser, token: string, { scheduleId }: TestConcert) {
  const options = { params: { query: { scheduleId } }, headers: { "queue-token": token } };
  const map = orThrow(await (await client(fan)).GET("/api/seats", options));
  return "seats" in map ? map : expect.fail("changes, where a whole map was asked for");
}
