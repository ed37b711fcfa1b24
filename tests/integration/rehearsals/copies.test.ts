import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { audit } from "@/lib/audit";
import { publishSoldOut } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { redis } from "@/lib/core/redis";
import { activePlaces } from "@/lib/jobs/audit";
import { drainOnce, type Sink } from "@/lib/outbox";
import { pay } from "@/lib/payments";
import { join, leave } from "@/lib/queue";
import { queueKeys } from "@/lib/queue/keys";
import { type Copy, createCopy, isRehearsalFan, prepareFans, removeCopy, removeLeftCopies } from "@/lib/rehearsals";
import { errorOf, freshKey, holdSeats } from "../../support/booking";
import { makeConcert, makeFan, type TestConcert, type TestUser } from "../../support/fixtures";
import { testQueue } from "../../support/queue";

const SEATS = 6;
const BALANCE = 1_000_000;
const HOUR_MS = 3_600_000;

let concert: TestConcert;
let owner: TestUser;

/** A copy on sale now with this many fans of the rehearsal. */
async function stage(fans: number): Promise<{ copy: Copy; asConcert: TestConcert; crowd: TestUser[] }> {
  const times = { opensAt: new Date(Date.now() - HOUR_MS), closesAt: new Date(Date.now() + HOUR_MS) };
  const copy = await createCopy({ concertId: concert.id, seats: SEATS, ...times, capacity: 10, admitPerMinute: 600 });
  const crowd = (await prepareFans(fans, BALANCE)).map((id) => ({ ...owner, id }));
  const { concertId: id, slug, scheduleId } = copy;
  return { copy, crowd, asConcert: { id, slug, scheduleId, name: concert.name, schedules: [] } };
}

/** A fan of the rehearsal holds a seat and pays for it. */
async function buy(fan: TestUser, asConcert: TestConcert, seat: number, number: number): Promise<void> {
  const { reservations } = await holdSeats(fan, asConcert, [seat], number);
  await pay(
    fan.id,
    reservations.map(({ id }) => id),
    freshKey(),
  );
}

/** How many rows each table has, and what the ledger adds up to. */
async function books(): Promise<Record<string, number>> {
  const tables = ["concert", "schedule", "seat", "reservation", "payment", "ledger_entry", "allowance", "ended_place"];
  const counts = [...tables, "outbox_event", "outbox_sequence", "idempotency_key", "queue_block"].map(
    (table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`,
  );
  const { rows } = await pool().query<Record<string, number>>(
    `SELECT ${counts.join(", ")}, (SELECT sum(amount)::int FROM ledger_entry) AS won, (SELECT sum(balance)::int FROM wallet) AS balances`,
  );
  return rows[0] ?? {};
}

beforeAll(async () => {
  concert = await makeConcert({ seats: 20 });
  owner = await makeFan({ balance: BALANCE });
  await buy(owner, concert, 1, 1);
});

describe("a copy of a concert", () => {
  test("has its words and the first seats of its next date, under a secret id and address", async () => {
    const { copy } = await stage(1);
    const { rows } = await pool().query(
      `SELECT c.name, c.rehearsal_of_id AS of, count(s.id)::int AS seats, min(s.price)::int AS price
       FROM concert c JOIN schedule d ON d.concert_id = c.id JOIN seat s ON s.schedule_id = d.id
       WHERE c.id = $1 AND s.status = 'AVAILABLE' GROUP BY c.id`,
      [copy.concertId],
    );
    expect(rows).toEqual([{ name: concert.name, of: concert.id, seats: SEATS, price: 50_000 }]);
    expect(copy).toMatchObject({ seats: SEATS, seatLimit: 4 });
    expect(copy.concertId).toMatch(/^1\d{17}$/);
    expect(copy.slug).toMatch(/^rehearsal-[0-9a-f]{32}$/);
    await removeCopy(copy.concertId);
  });

  test("is removed with all that its fans did, and leaves everything else as it was", async () => {
    const before = await books();
    const { copy, crowd, asConcert } = await stage(4);
    const queue = testQueue({ concertId: copy.concertId });
    for (const [index, fan] of crowd.entries()) {
      const { ticket } = await join(queue, fan.id);
      if (index < 2) await buy(fan, asConcert, index + 1, ticket.number);
      else await holdSeats(fan, asConcert, [index + 1], ticket.number);
    }
    await leave({ concertId: copy.concertId, userId: crowd[3]?.id ?? "", number: 4 });
    expect((await books()).payment).toBe((before.payment ?? 0) + 2);
    expect((await audit(await activePlaces())).findings).toEqual([]);
    await removeCopy(copy.concertId);
    expect(await books()).toEqual(before);
    expect((await audit(await activePlaces())).findings).toEqual([]);
    expect(await redis().exists(...queueKeys(copy.concertId))).toBe(0);
    const { rows } = await pool().query("SELECT indexname FROM pg_indexes WHERE indexname LIKE 'rehearsal%lookup'");
    expect(rows).toEqual([]);
  });

  test("is the only concert that can be removed", async () => {
    expect((await errorOf(removeCopy(concert.id))).code).toBe("CONCERT_NOT_FOUND");
    const copying = createCopy({
      ...{ concertId: "999999", seats: 1, capacity: 1, admitPerMinute: 1 },
      ...{ opensAt: new Date(), closesAt: new Date(Date.now() + HOUR_MS) },
    });
    expect((await errorOf(copying)).code).toBe("CONCERT_NOT_FOUND");
  });

  test("cannot be copied itself, and what a killed rehearsal left is removed by the next", async () => {
    const { copy } = await stage(1);
    const copying = createCopy({
      ...{ concertId: copy.concertId, seats: 1, capacity: 1, admitPerMinute: 1 },
      ...{ opensAt: new Date(), closesAt: new Date(Date.now() + HOUR_MS) },
    });
    expect((await errorOf(copying)).code).toBe("CONCERT_NOT_FOUND");
    await removeLeftCopies();
    const { rows } = await pool().query("SELECT id FROM concert WHERE rehearsal_of_id IS NOT NULL");
    expect(rows).toEqual([]);
  });
});

describe("its fans", () => {
  test("are used again, with the same balance", async () => {
    const first = await stage(3);
    await buy(first.crowd[0] ?? owner, first.asConcert, 1, 1);
    await removeCopy(first.copy.concertId);
    const second = await stage(5);
    expect(second.crowd.map(({ id }) => id)).toEqual(expect.arrayContaining(first.crowd.map(({ id }) => id)));
    const { rows } = await pool().query(
      "SELECT DISTINCT balance FROM wallet JOIN users ON id = user_id WHERE rehearsal",
    );
    expect(rows).toEqual([{ balance: String(BALANCE) }]);
    expect([await isRehearsalFan(second.crowd[4]?.id ?? ""), await isRehearsalFan(owner.id)]).toEqual([true, false]);
    await removeCopy(second.copy.concertId);
  });

  test("hold seats of the copy alone, and nobody else does", async () => {
    const { copy, crowd, asConcert } = await stage(1);
    const refused = /a rehearsal and its fans are apart/;
    await expect(holdSeats(owner, asConcert, [1])).rejects.toThrow(refused);
    await expect(holdSeats(crowd[0] ?? owner, concert, [2])).rejects.toThrow(refused);
    await removeCopy(copy.concertId);
  });
});

describe("the database refuses", () => {
  test.each([
    ["to take a real fan's entry out of the ledger", () => "DELETE FROM ledger_entry WHERE user_id = $1"],
    ["to make a real fan one of a rehearsal", () => "UPDATE users SET rehearsal = true WHERE id = $1"],
  ])("%s", async (_, sql) => {
    await expect(pool().query(sql(), [owner.id])).rejects.toMatchObject({ code: "23001" });
  });

  test("to make a real concert a copy, or an admin a fan of rehearsals", async () => {
    const change = "UPDATE concert SET rehearsal_of_id = $2 WHERE id = $1";
    await expect(pool().query(change, [concert.id, (await makeConcert()).id])).rejects.toMatchObject({ code: "23001" });
    const admin = `INSERT INTO users (email, name, password_hash, role, rehearsal) VALUES ($1, 'A', 'x', 'ADMIN', true)`;
    await expect(pool().query(admin, [`${randomUUID()}@jari.test`])).rejects.toMatchObject({ code: "23514" });
  });
});

test("events of a copy go to the queue and to nobody else", async () => {
  const delivered: Record<string, string[]> = { line: [], outside: [] };
  const sink = (name: string, types: Sink["types"]): Sink => ({
    name,
    types,
    deliver: async ({ type, aggregateKey }) => void delivered[name]?.push(`${type} ${aggregateKey}`),
  });
  const sinks = [sink("line", ["payment.completed"]), sink("outside", "all")];
  await drainOnce(sinks);
  for (const name in delivered) delivered[name] = [];
  const { copy, crowd, asConcert } = await stage(SEATS);
  for (const [index, fan] of crowd.entries()) await buy(fan, asConcert, index + 1, index + 1);
  await publishSoldOut();
  const { rows } = await pool().query("SELECT type FROM outbox_event WHERE aggregate_key = $1", [
    `schedule:${copy.scheduleId}`,
  ]);
  expect(rows).toEqual([{ type: "schedule.sold_out" }]);
  const real = await makeFan({ balance: BALANCE });
  await buy(real, concert, 3, 2);
  await drainOnce(sinks);
  expect(delivered.line).toHaveLength(SEATS + 1);
  expect(delivered.outside).toHaveLength(1);
  expect(delivered.outside?.[0]).toMatch(/^payment.completed /);
  await removeCopy(copy.concertId);
});
