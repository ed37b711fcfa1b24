import { type BenchStack, signInFans, startServer } from "./bench-stack";
import { serializeRequest } from "./load/http-connection";
import { runLoad } from "./load/run-load";
import { residentBytes } from "./memory";
import { median } from "./paired-runs";
import { type Row, row } from "./row";
import { createConcertFor, joinAll } from "./rows/fixtures";

const CLIENTS = 32;
const SLICES = 30; // of the time, after each of which the memory is read
const CAPACITY = 10_000;
const GROWTH_MAX = 1.1; // of the last third over the middle one: the first fills caches and lets the engine warm up
const MIB = 2 ** 20;

/** The API process under polls, looks, holds and new fans for so long: its memory must have become flat. */
export async function runSoak(stack: BenchStack, minutes: number, report: (mebibytes: number) => void): Promise<Row> {
  const front = await startServer(stack);
  const waitingConcert = await createConcertFor(50, 1);
  const seatsConcert = await createConcertFor(1_000, CAPACITY);
  const fans = await signInFans(500);
  const waiting = await joinAll(waitingConcert, fans, 1);
  const admitted = await joinAll(seatsConcert, fans, CAPACITY);
  const at = <T>(all: readonly T[], n: number): T => {
    const one = all[n % all.length];
    if (one === undefined) throw new Error("nobody is there");
    return one;
  };
  const headersOf = ({ fan, token }: (typeof waiting)[number]) => ({ authorization: fan.bearer, "queue-token": token });
  const request = (n: number): string => {
    const headers = headersOf(at(n % 2 ? waiting : admitted, n >> 1));
    if (n % 2) return serializeRequest("GET", `/api/queue?concertId=${waitingConcert.id}`, { headers });
    if (n % 10) return serializeRequest("GET", `/api/seats?scheduleId=${seatsConcert.scheduleId}`, { headers });
    const body = JSON.stringify({
      scheduleId: seatsConcert.scheduleId,
      seatNumbers: [1 + Math.floor(Math.random() * 1_000)],
    });
    return serializeRequest("POST", "/api/holds", { headers, body });
  };

  const bytes: number[] = [];
  let answers = 0;
  for (let slice = 0; slice < SLICES; slice++) {
    const driven = await runLoad({ url: front.url, clients: CLIENTS, ms: (60_000 * minutes) / SLICES, request });
    answers += driven.all.count;
    bytes.push(await residentBytes(front.url));
    report((bytes.at(-1) ?? 0) / MIB);
  }
  await front.stop();
  const third = SLICES / 3;
  const [middle, last] = [median(bytes.slice(third, 2 * third)), median(bytes.slice(2 * third))];
  const detail = `${(middle / MIB).toFixed(0)} → ${(last / MIB).toFixed(0)} MiB, ${answers.toLocaleString("en-US")} answers`;
  return row(
    `memory of an API process, ${minutes} minutes of load`,
    last / middle,
    "× growth",
    GROWTH_MAX,
    detail,
    true,
  );
}
