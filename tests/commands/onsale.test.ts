import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit } from "@/lib/audit";
import { pool } from "@/lib/core/db";
import { activePlaces } from "@/lib/jobs/audit";
import { beginRehearsal, type ClaimedRehearsal, listRehearsals } from "@/lib/rehearsals";
import { countDoubleBookings } from "@/tools/bench/check/double-bookings";
import { onsaleRows } from "@/tools/bench/onsale/rows";
import { type Moment, type OnsaleResult, runOnsale } from "@/tools/bench/onsale/run-onsale";
import { seedFans, seedSale } from "@/tools/bench/onsale/stage";
import { runRehearsal } from "@/tools/rehearsal/run";
import { auditAfterAll } from "../support/audit-after-all";
import { makeAdmin, makeConcert } from "../support/fixtures";
import { startStaticPages } from "../support/static-pages";
import { startTestServer } from "../support/test-server";

const FANS = 40;
const SEATS = 10;
const WITHIN_MS = 1_500;
const PACE = 0.05; // people who know what they want

let pages: Awaited<ReturnType<typeof startStaticPages>>;
let result: OnsaleResult;
let concertId = "";
const moments: Moment[] = [];
let port = 0;
let stop = async () => {};
auditAfterAll();

beforeAll(async () => {
  pages = await startStaticPages({ forEachVisitor: true });
  const server = await startTestServer({}, pages.port);
  stop = server.stop;
  port = server.port;
  const fans = await seedFans(FANS);
  const size = { seats: SEATS, withinMs: WITHIN_MS, timeoutMs: 60_000 };
  const sale = await seedSale(size, { prepareMs: 1_000, capacity: 4, admitPerMinute: 600 });
  concertId = sale.concertId;
  const onMoment = (moment: Moment) => void moments.push(moment);
  result = await runOnsale({ url: `http://127.0.0.1:${port}`, sale, fans, ...size, pace: PACE, onMoment });
});
afterAll(async () => {
  await stop();
  pages.stop();
});

test("every fan gets a number, and all seats are sold", async () => {
  const numbers = result.records.map(({ number }) => number).sort((a, b) => Number(a) - Number(b));
  expect(numbers).toEqual(Array.from({ length: FANS }, (_, n) => n + 1));
  const { rows } = await pool().query<{ holder: string; count: number }>(
    `SELECT s.status, count(*)::int FROM seat s JOIN schedule d ON d.id = s.schedule_id WHERE d.concert_id = $1 GROUP BY 1`,
    [concertId],
  );
  expect(rows).toEqual([{ status: "RESERVED", count: SEATS }]);
  const sold = result.records.flatMap(({ seats }) => seats).sort((a, b) => a - b);
  expect(sold).toEqual(Array.from({ length: SEATS }, (_, n) => n + 1));
});

test("nobody is lost: each fan has bought, found nothing free, or waited until the end", () => {
  const outcomes = new Set(result.records.map(({ outcome }) => outcome));
  expect([...outcomes].filter((outcome) => !["bought", "left", "ended"].includes(outcome))).toEqual([]);
  expect(result.records.filter(({ failure }) => failure !== null)).toEqual([]);
});

test("its rows meet every goal but those of time: order, refusals, duplicates and books", async () => {
  const { violations } = await audit(await activePlaces());
  const rows = onsaleRows(result, SEATS, violations, await countDoubleBookings());
  expect(rows.filter(({ met, unit }) => met === false && unit !== "ms" && unit !== "s")).toEqual([]); // no clock
  const goals = rows.filter(({ goal }) => goal !== null).map(({ name }) => name);
  expect(goals).toEqual(
    expect.arrayContaining(["fans overtaken by a later one", "sold out after the opening", "violations in the books"]),
  );
});

test("the pages were opened as browsers do, and those who have the files do not ask for them", () => {
  const requested = pages.requests;
  const opened = Object.entries(requested).filter(([path]) => path.startsWith("/concerts/"));
  const count = (suffix: string) => opened.find(([path]) => path.endsWith(suffix))?.[1] ?? 0;
  expect(count("/line")).toBe(FANS + 1); // and the first look
  expect(count("/checkout")).toBe(result.records.filter(({ outcome }) => outcome === "bought").length);
  expect(requested["/main.js"]).toBeGreaterThan(0);
  expect(requested["/main.js"]).toBeLessThan(FANS);
});

test("its progress grows to the end, and the processor time of the load is known", () => {
  expect(moments.at(-1)).toMatchObject({ arrived: FANS, joined: FANS, finished: FANS, seats: SEATS });
  if (process.platform === "linux") expect(result.cpu.load).toBeGreaterThan(0);
});

describe("a rehearsal", () => {
  const settings = () => ({
    HOST: "127.0.0.1",
    PORT: port,
    NEXTAUTH_URL: undefined,
    TRUSTED_PROXY_HEADER: "x-real-ip",
  });
  const size = { fans: 12, seats: 6 };

  async function begun(): Promise<{ concertId: string; rehearsal: ClaimedRehearsal }> {
    const { id: concertId } = await makeConcert({ seats: 20, capacity: 4 });
    return { concertId, rehearsal: await beginRehearsal({ concertId, ...size }) };
  }
  const copies = async () => (await pool().query("SELECT id FROM concert WHERE rehearsal_of_id IS NOT NULL")).rows;

  test("lets a crowd buy a copy, judges it, and leaves nothing but its verdict", async () => {
    const { concertId, rehearsal } = await begun();
    const hurry = { withinMs: WITHIN_MS, prepareMs: 1_000, pace: PACE };
    const verdict = await runRehearsal(rehearsal, { settings: settings(), ...hurry });
    expect(verdict.measured).toMatchObject({ fans: 12, seats: 6, seatsSold: 6 });
    const clockless = verdict.reasons.filter((reason) => !reason.endsWith("_SLOW"));
    expect(clockless).toEqual([]);
    const [stored] = await listRehearsals(concertId, await makeAdmin());
    expect(stored).toMatchObject({ status: "DONE", verdict, progress: { joined: 12, seatsSold: 6 } });
    expect(await copies()).toEqual([]);
    const { rows } = await pool().query(
      "SELECT status FROM seat s JOIN schedule d ON d.id = s.schedule_id WHERE d.concert_id = $1 AND status <> 'AVAILABLE'",
      [concertId],
    );
    expect(rows).toEqual([]);
  });

  test("that is stopped removes its copy, and says that it has no verdict", async () => {
    const { concertId, rehearsal } = await begun();
    const stopping = new AbortController();
    const onMoment = () => stopping.abort();
    const options = { settings: settings(), withinMs: WITHIN_MS, prepareMs: 1_000, signal: stopping.signal, onMoment };
    await expect(runRehearsal(rehearsal, options)).rejects.toThrow("a load process ended");
    const [stored] = await listRehearsals(concertId, await makeAdmin());
    expect(stored).toMatchObject({ status: "FAILED", verdict: null });
    expect(await copies()).toEqual([]);
  });
});
