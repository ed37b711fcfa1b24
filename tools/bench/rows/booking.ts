import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import pg from "pg";
import { hold } from "@/lib/booking";
import { type Fan, signInFans } from "../bench-stack";
import { serializeRequest } from "../load/http-connection";
import { rateOf, runLoad } from "../load/run-load";
import { alternate, pairedMedian } from "../paired-runs";
import { perSecond, type Row, row } from "../row";
import { type BenchContext, createConcertFor, joinAll } from "./fixtures";

const CLIENTS = 32;
const CONNECTIONS = 10; // as many as the product's pool has
const HOLD_MS = 300_000;
const CAPACITY = 100_000;
const SEATS_EACH = 4; // of each fan's own, so that holding never fails and changes seats every time

const rates = ({ ours, baseline }: { ours: number; baseline: number }) =>
  `${perSecond(ours)} of ${perSecond(baseline)}`;

/** The same statement by node-pg alone, named, on as many connections as the product has. */
class BareStatement {
  readonly #pool: pg.Pool;

  constructor(
    url: string,
    readonly name: string,
    readonly text: string,
  ) {
    this.#pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  }

  /** How many a second, with so many callers until `valuesOf` has none left. @throws when one is refused */
  async rate(count: number, valuesOf: (n: number) => unknown[]): Promise<number> {
    let next = 0;
    const began = performance.now();
    await Promise.all(
      Array.from({ length: CLIENTS }, async () => {
        while (next < count) {
          const { rows } = await this.#pool.query({ name: this.name, text: this.text, values: valuesOf(next++) });
          if (rows[0]?.answer?.refused) throw new Error(`${this.name}: ${rows[0].answer.refused}`);
        }
      }),
    );
    return (1_000 * count) / (performance.now() - began);
  }

  end = () => this.#pool.end();
}

/** Holding seats that nobody fights for: session, gate, limit, and the one statement. */
export async function holdRow({ stack, front, size }: BenchContext): Promise<Row> {
  const fans = await signInFans(CLIENTS * 2);
  const count = size.quick ? 400 : 1_500;
  const concert = await createConcertFor(fans.length * SEATS_EACH, CAPACITY);
  const placed = await joinAll(concert, fans, CAPACITY);
  const seatOf = (n: number) => (n % fans.length) * SEATS_EACH + (Math.floor(n / fans.length) % SEATS_EACH) + 1;
  let begun = 0;
  const http = async () => {
    const from = begun;
    begun += count;
    const request = (n: number) => {
      const at = placed[(from + n) % fans.length];
      const headers = { authorization: at?.fan.bearer ?? "", "queue-token": at?.token ?? "" };
      const body = JSON.stringify({ scheduleId: concert.scheduleId, seatNumbers: [seatOf(from + n)] });
      return serializeRequest("POST", "/api/holds", { headers, body });
    };
    return rateOf(await runLoad({ url: front, clients: CLIENTS, count, request }), 201);
  };
  const bare = new BareStatement(stack.databaseUrl, "hold", "SELECT hold_seats($1, $2, $3, $4, $5, $6, $7) AS answer");
  const sql = () => {
    const from = begun;
    begun += count;
    return bare.rate(count, (n) => {
      const at = placed[(from + n) % fans.length];
      return [at?.fan.id, concert.scheduleId, [seatOf(from + n)], at?.number, HOLD_MS, null, null];
    });
  };
  await sql(); // everybody's first hold
  const medians = pairedMedian(await alternate(size.rounds, http, sql));
  await bare.end();
  return row("hold over HTTP", medians.ratio, "× node-pg, the same statement", 0.4, rates(medians));
}

type Held = { fan: Fan; token: string; reservationId: string };

/** Paying what is held, each once: session, gate, limit, the one statement, and the end of the turn. */
export async function payRow({ stack, front, size }: BenchContext): Promise<Row> {
  const each = size.quick ? 150 : 500;
  const fans = await signInFans(2 * each * size.rounds, 1_000_000);
  const concert = await createConcertFor(fans.length, CAPACITY);
  const placed = await joinAll(concert, fans, CAPACITY);
  const held: Held[] = [];
  for (const [n, { fan, token, number }] of placed.entries()) {
    const holdRequest = { userId: fan.id, scheduleId: concert.scheduleId, seatNumbers: [n + 1], queueNumber: number };
    const [reservation] = (await hold(holdRequest)).reservations;
    held.push({ fan, token, reservationId: reservation?.id ?? "" });
  }
  let next = 0;
  const batch = () => {
    next += each;
    return held.slice(next - each, next);
  };
  const http = async () => {
    const these = batch();
    const request = (n: number) => {
      const { fan, token, reservationId } = these[n] ?? { fan: { bearer: "" }, token: "", reservationId: "" };
      const headers = { authorization: fan.bearer, "queue-token": token, "idempotency-key": randomUUID() };
      return serializeRequest("POST", "/api/payments", {
        headers,
        body: JSON.stringify({ reservationIds: [reservationId] }),
      });
    };
    return rateOf(await runLoad({ url: front, clients: CLIENTS, count: each, request }), 201);
  };
  const bare = new BareStatement(stack.databaseUrl, "pay", "SELECT pay_reservations($1, $2, $3, $4) AS answer");
  const sql = () => {
    const these = batch();
    return bare.rate(each, (n) => [these[n]?.fan.id, [these[n]?.reservationId], randomUUID(), "bench"]);
  };
  const medians = pairedMedian(await alternate(size.rounds, http, sql));
  await bare.end();
  return row("pay over HTTP", medians.ratio, "× node-pg, the same statement", 0.7, rates(medians));
}
