import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import {
  beatRehearsal,
  beginRehearsal,
  claimRehearsal,
  finishRehearsal,
  listRehearsals,
  requestRehearsal,
  salesNearNow,
  type Verdict,
} from "@/lib/rehearsals";
import { errorOf, resultOf, tally } from "../../support/booking";
import { movePostgresClock } from "../../support/clock";
import { makeAdmin, makeConcert, makeFan, type TestConcert, type TestUser } from "../../support/fixtures";

const VERDICT: Verdict = {
  go: true,
  reasons: [],
  bottleneck: "rate",
  recommended: { capacity: 10, admitPerMinute: 60 },
  measured: {
    ...{ fans: 10, seats: 5, seatsSold: 5, soldOutSeconds: 12.3, sessionSeconds: 8, refused: 0, processorPercent: {} },
    ...{ firstPageMs: 100, joinMs: 10, holdMs: 20, paymentMs: 30 },
  },
};

let admin: TestUser;
let concert: TestConcert;
const size = { fans: 10, seats: 5 };

beforeAll(async () => {
  [admin, concert] = await Promise.all([makeAdmin(), makeConcert({ name: "On Sale" })]);
});
beforeEach(() => pool().query("DELETE FROM rehearsal"));

describe("a rehearsal", () => {
  test("is requests for, taken up once, followed and ended with a verdict", async () => {
    const id = await requestRehearsal({ concertId: concert.id, ...size }, admin);
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimRehearsal()));
    expect(claims.filter(Boolean)).toEqual([{ id, concertId: concert.id, ...size }]);
    const progress = { atSeconds: 3, joined: 9, inside: 2, seatsSold: 1, refused: 0 };
    expect(await beatRehearsal(id, { progress, copyId: "100000000000000001" })).toBe(true);
    expect(await listRehearsals(concert.id, admin)).toMatchObject([{ id, status: "RUNNING", progress, verdict: null }]);
    await finishRehearsal(id, { verdict: VERDICT });
    expect(await listRehearsals(concert.id, admin)).toMatchObject([
      { id, status: "DONE", verdict: VERDICT, error: null },
    ]);
    expect(await beatRehearsal(id)).toBe(false);
  });

  test("is one at a time, however many ask at once", async () => {
    const other = await makeConcert();
    const requests = Array.from({ length: 8 }, (_, n) =>
      resultOf(requestRehearsal({ concertId: n % 2 ? other.id : concert.id, ...size }, admin)),
    );
    expect(tally(await Promise.all(requests))).toEqual({ ok: 1, REHEARSAL_RUNNING: 7 });
  });

  test("that has failed says why, and makes room for the next", async () => {
    const { id } = await beginRehearsal({ concertId: concert.id, ...size });
    expect(await claimRehearsal()).toBeNull(); // whoever began it runs it
    await finishRehearsal(id, { error: "the load process ended" });
    const next = await requestRehearsal({ concertId: concert.id, ...size }, admin);
    expect(await listRehearsals(concert.id, admin)).toMatchObject([
      { id: next, status: "REQUESTED" },
      { id, status: "FAILED", error: "the load process ended" },
    ]);
  });

  test("that nobody runs any more counts as failed after a minute", async () => {
    const id = await requestRehearsal({ concertId: concert.id, ...size }, admin);
    await claimRehearsal();
    expect((await errorOf(requestRehearsal({ concertId: concert.id, ...size }, admin))).code).toBe("REHEARSAL_RUNNING");
    await movePostgresClock(61_000);
    await requestRehearsal({ concertId: concert.id, ...size }, admin);
    expect(await listRehearsals(concert.id, admin)).toMatchObject([
      { status: "REQUESTED" },
      { id, status: "FAILED", error: "DIED" },
    ]);
    expect(await beatRehearsal(id)).toBe(false);
  });

  test("needs an admin, and a concert", async () => {
    const fan = await makeFan();
    expect((await errorOf(requestRehearsal({ concertId: concert.id, ...size }, fan))).code).toBe("FORBIDDEN");
    expect((await errorOf(listRehearsals(concert.id, fan))).code).toBe("FORBIDDEN");
    for (const concertId of ["999999999", "0", "x", "9".repeat(30)])
      expect((await errorOf(requestRehearsal({ concertId, ...size }, admin))).code).toBe("CONCERT_NOT_FOUND");
  });

  test("is written into the concert's history", async () => {
    await requestRehearsal({ concertId: concert.id, ...size }, admin);
    const { rows } = await pool().query(
      "SELECT actor_id, detail FROM audit_log WHERE subject = $1 AND action = 'concert.rehearsed' ORDER BY id DESC LIMIT 1",
      [`concert:${concert.id}`],
    );
    expect(rows).toEqual([{ actor_id: admin.id, detail: { changes: { fans: [null, 10], seats: [null, 5] } } }]);
  });
});

test("a sale counts as near from an hour before its opening to its closing", async () => {
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
  await makeConcert({ name: "Soon", salesOpenAt: inHours(0.9) });
  await makeConcert({ name: "Later", salesOpenAt: inHours(1.1) });
  await makeConcert({ name: "Over", salesOpenAt: inHours(-2), salesCloseAt: inHours(-1) });
  const names = await salesNearNow(60);
  expect(names).toEqual(expect.arrayContaining(["On Sale", "Soon"]));
  expect(names.filter((name) => name === "Later" || name === "Over")).toEqual([]);
});
