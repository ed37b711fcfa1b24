import { randomUUID } from "node:crypto";
import { issueToken } from "@/lib/auth/session";
import { hold } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { pay } from "@/lib/payments";
import { makeAdmin, makeConcert, makeFan, PASSWORD, type TestUser } from "../support/fixtures";
import { expiredToken, forgedToken } from "../support/session-tokens";

/** What the `{{names}}` in requests stand for. */
export type Fixtures = Map<string, string>;

const session = async (user: TestUser) => (await issueToken(user)).token;
const key = () => ({ key: randomUUID(), requestHash: "fuzz" });
const RICH = 5_000_000;

async function admit(base: string, fan: TestUser, concertId: string): Promise<{ token: string; number: number }> {
  const headers = { authorization: `Bearer ${await session(fan)}`, "content-type": "application/json" };
  const answer = await fetch(`${base}/api/queue`, { method: "POST", headers, body: JSON.stringify({ concertId }) });
  const { token, number, status } = (await answer.json()) as { token: string; number: number; status: string };
  if (status !== "ACTIVE") throw new Error(`the fan was not let in: ${answer.status}`);
  return { token, number };
}

/** New people at a new concert: a fan with a hold, a payment and a turn, and another one beside them. */
export async function createFixtures(base: string): Promise<Fixtures> {
  const [fan, other, spare, admin] = await Promise.all([
    makeFan({ balance: RICH }),
    makeFan({ balance: RICH }),
    makeFan(),
    makeAdmin(),
  ]);
  const [concert, otherConcert, adminConcert] = await Promise.all([
    makeConcert({ price: 1_000, seats: 60 }),
    makeConcert({ seats: 5 }),
    makeConcert({ seats: 5 }),
  ]);
  const [turn, otherTurn] = [await admit(base, fan, concert.id), await admit(base, other, concert.id)];
  const held = async (user: TestUser, seat: number, queueNumber: number) => {
    const holdRequest = { userId: user.id, scheduleId: concert.scheduleId, seatNumbers: [seat], queueNumber };
    return (await hold(holdRequest)).reservations[0]?.id ?? "";
  };
  const paid = await pay(fan.id, [await held(fan, 59, turn.number + 1_000)], key());
  const webhook = await pool().query<{ id: string }>(
    "INSERT INTO webhook_endpoint (url, secret, types, disabled_at, created_at) VALUES ('https://jari.invalid/', $1, '{}', now(), now()) RETURNING id",
    [`whsec_${"A".repeat(32)}`],
  );
  return new Map(
    Object.entries({
      fan: await session(fan),
      other: await session(other),
      spare: await session(spare),
      admin: await session(admin),
      expired: expiredToken(fan),
      forged: forgedToken(fan),
      cron: env().CRON_SECRET,
      token: turn.token,
      otherToken: otherTurn.token,
      concert: concert.id,
      otherConcert: otherConcert.id,
      adminConcert: adminConcert.id,
      schedule: concert.scheduleId,
      reservation: await held(fan, 1, turn.number),
      otherReservation: await held(other, 2, otherTurn.number),
      payment: paid.payments[0]?.id ?? "",
      webhook: webhook.rows[0]?.id ?? "",
      email: fan.email,
      password: PASSWORD,
    }),
  );
}
