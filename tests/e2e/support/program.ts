import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { issueToken } from "@/lib/auth/session";
import type { TestUser } from "../../support/fixtures";
import type { Stage } from "./stage";

type Sent = { body?: unknown; token?: string };
type Ticket = { token: string; status: "WAITING" | "ACTIVE" | "EXPIRED"; number: number; position: number };
type Hold = { reservations: { id: string; seatNumber: number }[]; totalPrice: number };

/** Where the server of this run answers. */
export const SITE = process.env.JARI_E2E_URL ?? "http://localhost:3000";

/** A request to the contract as this user, that has to succeed. */
export async function ask<Body>(
  user: TestUser,
  method: string,
  path: string,
  { body, token }: Sent = {},
): Promise<Body> {
  const headers = new Headers({ authorization: `Bearer ${(await issueToken(user)).token}` });
  if (token) headers.set("queue-token", token);
  if (method === "POST") headers.set("idempotency-key", randomUUID());
  if (body !== undefined) headers.set("content-type", "application/json");
  const sent = body === undefined ? null : JSON.stringify(body);
  const response = await fetch(new URL(path, SITE), { method, headers, body: sent });
  const answer = await response.text();
  expect(response.ok, `${method} ${path}: ${answer}`).toBe(true);
  return (answer ? JSON.parse(answer) : null) as Body;
}

/** The fan stands in the concert's line. */
export const join = (fan: TestUser, { id }: Stage) =>
  ask<Ticket>(fan, "POST", "/api/queue", { body: { concertId: id } });

/** The fan gives the place up, and with it what they hold. */
export const leave = (fan: TestUser, { id }: Stage, { token }: Ticket) =>
  ask<null>(fan, "DELETE", `/api/queue?concertId=${id}`, { token });

/** The fan is let in and holds these seats. */
export async function holdSeats(fan: TestUser, stage: Stage, seatNumbers: number[]): Promise<Hold & Ticket> {
  const ticket = await join(fan, stage);
  expect(ticket.status).toBe("ACTIVE");
  const body = { scheduleId: stage.scheduleId, seatNumbers };
  const hold = await ask<Hold>(fan, "POST", "/api/holds", { body, token: ticket.token });
  return { ...ticket, ...hold };
}

/** The fan is let in and buys these seats. */
export async function buySeats(fan: TestUser, stage: Stage, seatNumbers: number[]): Promise<void> {
  const { reservations, token } = await holdSeats(fan, stage, seatNumbers);
  const reservationIds = reservations.map(({ id }) => id);
  await ask(fan, "POST", "/api/payments", { body: { reservationIds }, token });
}
