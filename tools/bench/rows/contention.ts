import { pool } from "@/lib/core/db";
import { signInFans } from "../bench-stack";
import { serializeRequest } from "../load/http-connection";
import { type Latencies, type LoadResult, runLoad } from "../load/run-load";
import { perSecond, type Row, row } from "../row";
import { type BenchContext, createConcertFor, joinAll } from "./fixtures";

const CAPACITY = 10_000;
const NOTHING = { authorization: "", "queue-token": "" };

/** Fans who were let in to a concert, and how each asks for seats of it. */
async function contenders(count: number, seats: number) {
  const concert = await createConcertFor(seats, CAPACITY);
  const placed = await joinAll(concert, await signInFans(count), CAPACITY);
  const headers = placed.map(({ fan, token }) => ({ authorization: fan.bearer, "queue-token": token }));
  const hold = (fan: number, seat: number) =>
    serializeRequest("POST", "/api/holds", {
      headers: headers[fan] ?? NOTHING,
      body: JSON.stringify({ scheduleId: concert.scheduleId, seatNumbers: [seat] }),
    });
  const readSeats = (fan: number) =>
    serializeRequest("GET", `/api/seats?scheduleId=${concert.scheduleId}`, {
      headers: { ...(headers[fan] ?? NOTHING), "accept-encoding": "gzip" },
    });
  return { concert, hold, readSeats };
}

const times = ({ p50, p95, p99 }: Latencies) =>
  `p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)} ms`;

/** A: a hundred users, one seat. B: fifty users, fifty seats. */
export async function hotSeatRows({ front }: BenchContext): Promise<Row[]> {
  const one = await contenders(100, 50);
  const a = await runLoad({ url: front, clients: 100, count: 100, request: (n) => one.hold(n, 1) });
  const all = await contenders(50, 50);
  const b = await runLoad({ url: front, clients: 50, count: 50, request: (n) => all.hold(n, n + 1) });
  const won = (driven: LoadResult) => driven.statuses[201] ?? 0;
  return [
    row("A: 100 users, one seat", won(a) === 1 ? 1 : -won(a), "winner", 1, times(a.all)),
    row("B: 50 users, 50 seats", won(b), "of 50 seats", 50, times(b.all)),
  ];
}

const USERS = 200;
const SEATS = 1_000;
const HOT = SEATS / 5;

const anySeat = () => 1 + Math.floor(Math.random() < 0.8 ? Math.random() * HOT : HOT + Math.random() * (SEATS - HOT));

/** How many seats of a date are held by more than one, or held while nobody has them. */
async function oversold(scheduleId: string): Promise<number> {
  const { rows } = await pool().query<{ count: string }>(
    `SELECT count(*) FROM (SELECT seat_id FROM reservation r JOIN seat s ON s.id = r.seat_id
       WHERE s.schedule_id = $1 AND r.status IN ('RESERVING', 'RESERVED') GROUP BY seat_id HAVING count(*) > 1) twice`,
    [scheduleId],
  );
  return Number(rows[0]?.count);
}

const PAUSE_MS = 200; // with which a server that answers at once gives 200 users the 1,005 requests/s of the published run
const CONTRACT = ["200", "201", "409"]; // a look, a hold, and a seat that somebody else has

/** Seven looks to three holds, four holds of five on a fifth of the seats, with the pause that people make or without. */
async function crowdRow({ front }: BenchContext, name: string, seconds: number, pauseMs?: () => number): Promise<Row> {
  const { concert, hold, readSeats } = await contenders(USERS, SEATS);
  const request = (n: number) => (Math.random() < 0.7 ? readSeats(n % USERS) : hold(n % USERS, anySeat()));
  const driven = await runLoad({ url: front, clients: USERS, ms: 1_000 * seconds, request, pauseMs });
  const unexpected = Object.keys(driven.statuses).filter((status) => !CONTRACT.includes(status));
  if (unexpected.length > 0) throw new Error(`${name} was answered ${unexpected.join(", ")}`);
  const detail = `${perSecond(driven.perSecond)}; looks ${times(driven.reads)}; holds ${times(driven.writes)}`;
  return row(`${name}: oversold`, await oversold(concert.scheduleId), "seats", 0, detail, true);
}

/** C, beside the published run of a Java system: 1,005 requests/s, looks p95 7 ms, holds p95 6 ms on an Apple M4. */
export async function mixedLoadRows(world: BenchContext): Promise<Row[]> {
  const { quick } = world.size;
  const thinking = () => PAUSE_MS * (0.5 + Math.random());
  return [
    await crowdRow(world, "C: 200 users who think", quick ? 6 : 45, thinking),
    await crowdRow(world, "C: 200 users without a pause", quick ? 4 : 15),
  ];
}
