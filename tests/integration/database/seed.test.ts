import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { allConcerts, concertById, updateConcert } from "@/lib/concerts";
import { invalidateConcerts } from "@/lib/concerts/cache";
import { planHall } from "@/lib/concerts/halls";
import { pool } from "@/lib/core/db";
import { refund } from "@/lib/payments";
import { saebyeolHall } from "@/prisma/seed/seating-plan";

const run = promisify(execFile);
const seed = (JARI_DEMO = "1") =>
  run(process.execPath, ["--import", "tsx", "prisma/seed/index.ts"], { env: { ...process.env, JARI_DEMO } });

const rowsOf = async <Row>(sql: string, ...values: unknown[]) => (await pool().query(sql, values)).rows as Row[];
const seeded = async (name: string) => {
  const found = (await allConcerts()).find((concert) => concert.name.startsWith(name));
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const countsOf = (concertId: string) =>
  rowsOf<{ status: string; count: number }>(
    `SELECT seat.status, count(*)::int FROM seat JOIN schedule ON schedule.id = schedule_id
     WHERE concert_id = $1 GROUP BY seat.status ORDER BY seat.status`,
    concertId,
  );
const footprint = () =>
  rowsOf(`SELECT (SELECT count(*) FROM users) AS users, (SELECT count(*) FROM concert) AS concerts,
    (SELECT count(*) FROM seat) AS seats, (SELECT count(*) FROM payment) AS payments, (SELECT count(*) FROM ledger_entry) AS entries`);

beforeAll(async () => {
  await seed();
  await invalidateConcerts();
});

describe("the seed", () => {
  it("the seed creates six concerts: several on sale, one later, one sold out, one busy", async () => {
    const names = ["밤의 온도", "빛의 계절", "지금, 불꽃처럼", "소리길", "다락방 재즈", "네온 제비"];
    const cards = await Promise.all(names.map(seeded));
    const now = new Date().toISOString();
    expect(cards.map(({ salesOpenAt }) => salesOpenAt < now)).toEqual([true, true, true, true, true, false]);
    expect(cards.every(({ salesCloseAt }) => salesCloseAt > now)).toBe(true);
    const pages = await Promise.all(cards.map(({ id }) => concertById(id)));
    expect(pages[0]?.schedules).toMatchObject([{ seatsTotal: 50 }, { seatsTotal: 50 }, { seatsTotal: 50 }]);
    expect(pages[1]?.schedules[0]?.seatsTotal).toBeGreaterThan(1_000);
    expect(pages[2]).toMatchObject({ demoCrowd: true, capacity: 5, admitPerMinute: 30 });
    for (const page of [pages[0], pages[1], pages[3], pages[4], pages[5]])
      expect(page).toMatchObject({ demoCrowd: false, capacity: 100, admitPerMinute: 600 });
    expect(await countsOf(cards[4]?.id ?? "")).toEqual([{ status: "RESERVED", count: 80 }]);
  });

  it("the seed creates an admin, three fans with a balance and forty more", async () => {
    const rows = await rowsOf<{ email: string; role: string; balance: string }>(
      `SELECT email, role, balance FROM users JOIN wallet ON user_id = id
       WHERE email ~ '^(admin|fan\\d)@jari.test$' ORDER BY email`,
    );
    expect(rows).toEqual([
      { email: "admin@jari.test", role: "ADMIN", balance: "0" },
      { email: "fan1@jari.test", role: "FAN", balance: "1000000" },
      { email: "fan2@jari.test", role: "FAN", balance: "500000" },
      { email: "fan3@jari.test", role: "FAN", balance: "50000" },
    ]);
    expect(await rowsOf("SELECT 1 FROM users WHERE email ~ '^crowd\\d+@jari.test$'")).toHaveLength(40);
  });

  it("the seed sells tickets by the commands of everybody: paid, in the ledger, with events", async () => {
    const { id } = await seeded("다락방 재즈");
    const unfounded = await rowsOf(
      `SELECT r.id FROM reservation r JOIN seat s ON s.id = r.seat_id
         LEFT JOIN payment p ON p.reservation_id = r.id AND p.price = r.price AND p.status = 'COMPLETED'
         LEFT JOIN ledger_entry l ON l.reservation_id = r.id AND l.amount = -r.price
         LEFT JOIN outbox_event e ON e.aggregate_key = r.id::text AND e.type = 'payment.completed'
       WHERE r.concert_id = $1 AND (p.id IS NULL OR l.id IS NULL OR e.id IS NULL OR s.holder_id <> r.user_id)`,
      id,
    );
    expect(unfounded).toEqual([]);
  });

  it("the seed's hall is offered as an example to import", async () => {
    const example: unknown = JSON.parse(await readFile("public/examples/saebyeol-hall.json", "utf8"));
    expect(example).toEqual(JSON.parse(JSON.stringify(saebyeolHall)));
    const planned = planHall({ type: "imported", plan: example, prices: { VIP: 4, R: 3, S: 2, A: 1 } });
    expect(planned).toMatchObject({ ok: true, notes: [] });
  });

  it("a second seed finds the first one's data", async () => {
    const before = await footprint();
    await seed();
    expect(await footprint()).toEqual(before);
  });

  it("the seed reopens concerts whose sale is over, and sells again what was refunded of the sold-out one", async () => {
    const admin = {
      id: (await rowsOf<{ id: string }>("SELECT id FROM users WHERE email = 'admin@jari.test'"))[0]?.id ?? "",
      role: "ADMIN" as const,
    };
    const long = (days: number) => new Date(Date.now() - days * 86_400_000);
    const { id } = await seeded("소리길");
    await updateConcert(id, { salesOpenAt: long(60), salesCloseAt: long(1) }, admin);
    const later = await seeded("네온 제비");
    await updateConcert(later.id, { salesOpenAt: long(1) }, admin);
    const soldOut = await seeded("다락방 재즈");
    const [ticket] = await rowsOf<{ id: string; userId: string }>(
      'SELECT p.id, p.user_id AS "userId" FROM payment p JOIN reservation r ON r.id = reservation_id WHERE concert_id = $1',
      soldOut.id,
    );
    await refund(ticket?.userId ?? "", ticket?.id ?? "", { key: randomUUID(), requestHash: "test" });
    await seed();
    await invalidateConcerts();
    expect(await countsOf(soldOut.id)).toEqual([{ status: "RESERVED", count: 80 }]);
    expect(Date.parse((await seeded("소리길")).salesCloseAt)).toBeGreaterThan(Date.now());
    expect(Date.parse((await seeded("네온 제비")).salesOpenAt)).toBeGreaterThan(Date.now());
  });

  it("the seed does nothing without JARI_DEMO=1", async () => {
    await expect(seed("0")).rejects.toMatchObject({ code: 1 });
    await expect(seed("")).rejects.toMatchObject({ code: 1 });
  });
});
