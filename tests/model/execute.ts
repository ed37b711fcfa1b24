import { env } from "@/lib/core/env";
import { api } from "../support/http";
import type { BoundAction } from "./actions";
import type { ModelFixture } from "./fixture";
import { HOLD_MS, TICK_MS } from "./world";

/** A response; its reservations get their names once the whole batch has been answered. */
export type Answer = () => string;

type Ticket = { token: string; status: string; number: number; position: number };
type Held = { reservations: { id: string; seatNumber: number }[]; expiresAt: string };
type Paid = { payments: { reservationId: string }[]; balance: number };
type Refunded = { payment: { reservationId: string; status: string }; balance: number };
type Tickets = { reservations: { id: string; status: string; payment: { status: string } | null }[] };
type Counts = { waiting: number; active: number; head: number; tail: number };
type Problem = { code?: string; seatNumbers?: number[]; missing?: number };

const errorText = ({ status, body }: { status: number; body: Problem }): string =>
  [body.code ?? status, ...(body.seatNumbers ?? []), ...(body.missing === undefined ? [] : [body.missing])].join(" ");

const cron = (path: string) =>
  api<{ expired: number }>("GET", path, { headers: { authorization: `Bearer ${env().CRON_SECRET}` } });

/** Sends the action to the real handlers, and returns their response in the model's words. */
export async function execute(
  fixture: ModelFixture,
  { action, place, names, amount, key }: BoundAction,
): Promise<Answer> {
  const { concert, admin, nameOf } = fixture;
  const as = "fan" in action ? fixture.fan(action.fan) : admin;
  const token = place ? fixture.tokens[place.fan]?.find(({ number }) => number === place.number)?.token : undefined;
  const respond =
    (answer: string): Answer =>
    () =>
      answer;
  const inSeats = (ids: string[]) => ids.map(nameOf).sort().join(" ");
  const ticket = (status: number, body: Ticket & Problem): Answer => {
    if (status >= 400) return respond(errorText({ status, body }));
    if (place === null || place.number !== body.number || "fan" in action)
      if ("fan" in action) fixture.keepToken(action.fan, body.number, body.token);
    return respond(`${status} ${body.status} #${body.number}${body.status === "WAITING" ? ` @${body.position}` : ""}`);
  };
  switch (action.do) {
    case "join": {
      const { status, body } = await api<Ticket>("POST", "/api/queue", { as, body: { concertId: concert.id } });
      return ticket(status, body);
    }
    case "poll": {
      const { status, body } = await api<Ticket>("GET", `/api/queue?concertId=${concert.id}`, { as, token });
      return ticket(status, body);
    }
    case "leave":
      return respond(errorText(await api("DELETE", `/api/queue?concertId=${concert.id}`, { as, token })));
    case "hold": {
      const body = { scheduleId: concert.scheduleId, seatNumbers: action.seats };
      const answer = await api<Held>("POST", "/api/holds", { as, token, body });
      if (answer.status !== 201) return respond(errorText(answer));
      const { reservations, expiresAt } = answer.body;
      const sinceMs = Date.parse(expiresAt) - HOLD_MS - fixture.beganAt;
      const until = Math.floor(sinceMs / TICK_MS) * TICK_MS + HOLD_MS;
      return () => `201 ${inSeats(reservations.map(({ id }) => id))} until ${until}`;
    }
    case "release":
      return respond(errorText(await api("DELETE", `/api/holds/${fixture.idOf(names[0] ?? "")}`, { as })));
    case "pay": {
      const body = { reservationIds: names.map(fixture.idOf) };
      const answer = await api<Paid>("POST", "/api/payments", { as, token, key, body });
      if (answer.status !== 201) return respond(errorText(answer));
      const { payments, balance } = answer.body;
      return () => `201 ${inSeats(payments.map(({ reservationId }) => reservationId))}, ${balance} left`;
    }
    case "refund": {
      const path = `/api/payments/${fixture.paymentOf(names[0] ?? "")}/refund`;
      const answer = await api<Refunded>("POST", path, { as, key });
      if (answer.status !== 201) return respond(errorText(answer));
      const { payment, balance } = answer.body;
      return () => `201 ${nameOf(payment.reservationId)} ${payment.status}, ${balance} left`;
    }
    case "charge": {
      const answer = await api<{ balance: number }>("POST", "/api/wallet/charges", { as, key, body: { amount } });
      return respond(answer.status === 201 ? `201 ${answer.body.balance} left` : errorText(answer));
    }
    case "look": {
      const { body: tickets } = await api<Tickets>("GET", "/api/reservations?limit=100", { as });
      const { body: wallet } = await api<{ balance: number }>("GET", "/api/wallet", { as });
      const seen = ({ id, status, payment }: Tickets["reservations"][number]) =>
        `${nameOf(id)} ${status}${payment ? ` paid ${payment.status}` : ""}`;
      return () => `${tickets.reservations.map(seen).sort().join(", ")} | ${wallet.balance}`;
    }
    case "steer": {
      const { capacity, paused } = action;
      const path = `/api/admin/queues/${concert.id}`;
      const { body } = await api<Counts>("PATCH", path, { as, body: { capacity, paused } });
      return respond(`waiting ${body.waiting}, active ${body.active}, head ${body.head}, tail ${body.tail}`);
    }
    case "edit": {
      const body = { seatLimit: action.seatLimit, refundHours: action.refunds ? 0 : 24 * 31 };
      return respond(errorText(await api("PATCH", `/api/admin/concerts/${concert.id}`, { as, body })));
    }
    case "sweep":
      return respond(`swept ${(await cron("/api/cron/sweep")).body.expired}`);
    case "drain":
      return respond((await cron("/api/cron/outbox")).status === 200 ? "drained" : "not drained");
    case "forward":
      await fixture.advanceClock(action.ticks);
      return respond("later");
  }
}
