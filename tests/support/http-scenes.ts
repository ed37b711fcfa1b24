import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Hold } from "@/lib/booking";
import type { Ticket } from "@/lib/queue/line";
import { makeConcert, makeFan, type TestConcert, type TestUser } from "./fixtures";
import { api } from "./http";

/** An Idempotency-Key nobody has used. */
export const newKey = (): string => randomUUID();

/** The fan joins the line of a concert that has room, and is let in at once. */
export async function letIn(fan: TestUser, concert: TestConcert): Promise<string> {
  const { body } = await api<Ticket>("POST", "/api/queue", { as: fan, body: { concertId: concert.id } });
  expect(body.status).toBe("ACTIVE");
  return body.token;
}

/** Asks for seats of the concert's first date. */
export const askHold = (
  fan: TestUser,
  token: string,
  { scheduleId }: TestConcert,
  seatNumbers: number[],
  key?: string,
) => api<Hold>("POST", "/api/holds", { as: fan, token, key, body: { scheduleId, seatNumbers } });

type Scene = { concert: TestConcert; fan: TestUser; token: string; hold: Hold; reservationIds: string[] };
type Wishes = { concert?: TestConcert; seatNumbers?: number[]; balance?: number };

/** A fan who was let in and holds seats, with money enough unless it is said otherwise. */
export async function holding({ concert, seatNumbers = [1], balance = 1_000_000 }: Wishes = {}): Promise<Scene> {
  const here = concert ?? (await makeConcert());
  const fan = await makeFan({ balance });
  const token = await letIn(fan, here);
  const { status, body } = await askHold(fan, token, here, seatNumbers);
  expect(status).toBe(201);
  return { concert: here, fan, token, hold: body, reservationIds: body.reservations.map(({ id }) => id) };
}

type Paid = { payments: { id: string; reservationId: string; price: number; status: string }[]; balance: number };
type Payer = Pick<Scene, "fan" | "token" | "reservationIds">;

/** Pays what a fan holds. */
export const pay = ({ fan, token, reservationIds }: Payer, key = newKey()) =>
  api<Paid & { seats: { id: string; number: number }[] }>("POST", "/api/payments", {
    as: fan,
    token,
    key,
    body: { reservationIds },
  });

/** A fan who has paid for the seat of {@link holding}. */
export async function paying(wishes: Wishes = {}): Promise<Scene & { paymentId: string; key: string }> {
  const scene = await holding(wishes);
  const key = newKey();
  const { status, body } = await pay(scene, key);
  expect(status).toBe(201);
  return { ...scene, key, paymentId: body.payments[0]?.id ?? expect.fail("no payment") };
}

/** How a date's seats look to a fan who was let in. */
export async function seatsSeen(fan: TestUser, token: string, { scheduleId }: TestConcert) {
  type Map = { version: number; seats: { id: string; number: number; status: string; mine: boolean; price: number }[] };
  const { status, body } = await api<Map>("GET", `/api/seats?scheduleId=${scheduleId}`, { as: fan, token });
  expect(status).toBe(200);
  return body;
}
