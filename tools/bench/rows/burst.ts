import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { hold } from "@/lib/booking";
import { type Fan, signInFans, startServer } from "../bench-stack";
import { HttpConnection, serializeRequest } from "../load/http-connection";
import { alternate, median, pairedMedian } from "../paired-runs";
import { perSecond, type Row, row } from "../row";
import { type BenchContext, createConcertFor, joinAll } from "./fixtures";

const CAPACITY = 100_000;
const AT_ONCE = 200;
const ON_ONE_SEAT = 100;
const GOALS = { share: 0.95, oneSeatMs: 150, holdP99Ms: 700, refusedPayments: 0 };

type Burst = { seconds: number; waitsMs: number[]; refused: number; statuses: Record<number, number> };

/** Sends every request over so many connections; one that is refused is sent again as its Retry-After says. */
async function burst(wires: readonly HttpConnection[], requests: readonly string[]): Promise<Burst> {
  const result: Burst = { seconds: 0, waitsMs: [], refused: 0, statuses: {} };
  const began = performance.now();
  let next = 0;
  const send = async (wire: HttpConnection, request: string) => {
    const startedAt = performance.now();
    for (;;) {
      const { status, head } = await wire.send(request);
      if (status !== 503) {
        result.waitsMs.push(performance.now() - startedAt);
        result.statuses[status] = (result.statuses[status] ?? 0) + 1;
        return;
      }
      result.refused++;
      await delay(1_000 * Number(/retry-after: (\d+)/i.exec(head)?.[1] ?? 1));
    }
  };
  await Promise.all(
    wires.map(async (wire) => {
      for (let request = requests[next++]; request !== undefined; request = requests[next++]) await send(wire, request);
    }),
  );
  result.seconds = (performance.now() - began) / 1_000;
  return result;
}

const percentile = (waits: readonly number[], of: number) =>
  waits.toSorted((a, b) => a - b)[Math.floor(of * (waits.length - 1))] ?? 0;

/** Fans who were let in, each with a request for the seat that `seatOf` says. */
async function holders(fans: readonly Fan[], seats: number, seatOf: (n: number) => number): Promise<string[]> {
  const concert = await createConcertFor(seats, CAPACITY);
  const placed = await joinAll(concert, fans, CAPACITY);
  return placed.map(({ fan, token }, n) =>
    serializeRequest("POST", "/api/holds", {
      headers: { authorization: fan.bearer, "queue-token": token },
      body: JSON.stringify({ scheduleId: concert.scheduleId, seatNumbers: [seatOf(n)] }),
    }),
  );
}

/** Fans who hold a seat each, with the request that pays for it. */
async function payers(count: number): Promise<string[]> {
  const concert = await createConcertFor(count, CAPACITY);
  const placed = await joinAll(concert, await signInFans(count, 1_000_000), CAPACITY);
  return Promise.all(
    placed.map(async ({ fan, token, number }, n) => {
      const wanted = { userId: fan.id, scheduleId: concert.scheduleId, seatNumbers: [n + 1], queueNumber: number };
      const reservationIds = (await hold(wanted)).reservations.map(({ id }) => id);
      return serializeRequest("POST", "/api/payments", {
        headers: { authorization: fan.bearer, "queue-token": token, "idempotency-key": randomUUID() },
        body: JSON.stringify({ reservationIds }),
      });
    }),
  );
}

/** A server with the default settings beside one without any limit: what a burst of holders and payers meets. */
export async function burstRows({ stack, size }: BenchContext): Promise<Row[]> {
  const seats = size.quick ? 600 : 2_000;
  const rounds = size.quick ? 3 : 5;
  const [defaults, unlimited] = [
    await startServer(stack, 1, { API_MAX_CONCURRENT_REQUESTS: "" }),
    await startServer(stack, 1, { API_MAX_CONCURRENT_REQUESTS: "100000" }),
  ];
  const connect = (url: string, count: number) => Array.from({ length: count }, () => new HttpConnection(url));
  const [wires, otherWires] = [connect(defaults.url, AT_ONCE), connect(unlimited.url, AT_ONCE)];
  const fans = await signInFans(seats);
  let refused = 0;
  const sellOut = (over: HttpConnection[]) => async () => {
    const requests = await holders(fans, seats, (n) => n + 1);
    const held = await burst(over, requests);
    if (held.statuses[201] !== seats) throw new Error(`holds were answered ${JSON.stringify(held.statuses)}`);
    if (over === wires) refused += held.refused;
    return seats / held.seconds;
  };
  const [ours, floor] = [sellOut(wires), sellOut(otherWires)];
  await ours();
  await floor();
  refused = 0;
  const sold = pairedMedian(await alternate(rounds, ours, floor));

  const oneSeat: number[] = [];
  const p99s: number[] = [];
  let refusedPayments = 0;
  for (let round = 0; round < 2 * rounds; round++) {
    const one = await burst(wires.slice(0, ON_ONE_SEAT), await holders(fans.slice(0, ON_ONE_SEAT), 50, () => 1));
    oneSeat.push(1_000 * one.seconds);
    const all = await burst(wires, await holders(fans.slice(0, AT_ONCE), AT_ONCE, (n) => n + 1));
    p99s.push(percentile(all.waitsMs, 0.99));
    refusedPayments += (await burst(wires, await payers(AT_ONCE))).refused;
  }
  for (const wire of [...wires, ...otherWires]) wire.close();
  await Promise.all([defaults.stop(), unlimited.stop()]);
  const worst = (values: readonly number[]) =>
    `${values.length} rounds, the worst ${Math.max(...values).toFixed(0)} ms`;
  return [
    row(
      `burst: ${AT_ONCE} fans hold ${seats} seats`,
      sold.ratio,
      "× no limit at all",
      GOALS.share,
      `${perSecond(sold.ours)} of ${perSecond(sold.baseline)}, ${refused} refused`,
    ),
    row(`burst: ${ON_ONE_SEAT} fans, one seat`, median(oneSeat), "ms", GOALS.oneSeatMs, worst(oneSeat), true),
    row(`burst: ${AT_ONCE} fans hold, p99`, median(p99s), "ms", GOALS.holdP99Ms, worst(p99s), true),
    row(
      `burst: ${AT_ONCE} payments at once`,
      refusedPayments,
      "refused",
      GOALS.refusedPayments,
      `of ${2 * rounds * AT_ONCE}`,
      true,
    ),
  ];
}
