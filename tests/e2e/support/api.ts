import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { issueToken } from "@/lib/auth/session";
import type { TestUser } from "../../support/fixtures";
import type { TestConcert } from "./open-concert";

type CallOptions = { body?: unknown; token?: string };
type Ticket = { token: string; status: "WAITING" | "ACTIVE" | "EXPIRED"; number: number; position: number };
type Hold = { reservations: { id: string; seatNumber: number }[]; totalPrice: number };

/** The server of this run. */
export const BASE_URL = process.env.JARI_E2E_URL ?? "http://localhost:3000";

/** A request to the API as this user, which has to succeed. */
export async function callApi<Body>(
  user: TestUser,
  method: string,
  path: string,
  { body, token }: CallOptions = {},
): Promise<Body> {
  const headers = new Headers({ authorization: `Bearer ${(await issueToken(user)).token}` });
  if (token) headers.set("queue-token", token);
  if (method === "POST") headers.set("idempotency-key", randomUUID());
  if (body !== undefined) headers.set("content-type", "application/json");
  const sent = body === undefined ? null : JSON.stringify(body);
  const response = await fetch(new URL(path, BASE_URL), { method, headers, body: sent });
  const answer = await response.text();
  expect(response.ok, `${method} ${path}: ${answer}`).toBe(true);
  return (answer ? JSON.parse(answer) : null) as Body;
}

/** The fan joins the concert's queue. */
export const joinQueue = (fan: TestUser, { id }: TestConcert) =>
  callApi<Ticket>(fan, "POST", "/api/queue", { body: { concertId: id } });

/** The fan leaves the queue, which releases what they hold. */
export const leaveQueue = (fan: TestUser, { id }: TestConcert, { token }: Ticket) =>
  callApi<null>(fan, "DELETE", `/api/queue?concertId=${id}`, { token });

/** The fan is admitted and holds these seats. */
export async function holdSeats(fan: TestUser, concert: TestConcert, seatNumbers: number[]): Promise<Hold & Ticket> {
  const ticket = await joinQueue(fan, concert);
  expect(ticket.status).toBe("ACTIVE");
  const body = { scheduleId: concert.scheduleId, seatNumbers };
  const hold = await callApi<Hold>(fan, "POST", "/api/holds", { body, token: ticket.token });
  return { ...ticket, ...hold };
}

/** The fan is admitted and buys these seats. */
export async function buySeats(fan: TestUser, concert: TestConcert, seatNumbers: number[]): Promise<void> {
  const { reservations, token } = await holdSeats(fan, concert, seatNumbers);
  const reservationIds = reservations.map(({ id }) => id);
  await callApi(fan, "POST", "/api/payments", { body: { reservationIds }, token });
}
