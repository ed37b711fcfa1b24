import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { makeConcert, type TestConcert } from "@/tests/support/fixtures";
import { type Fan, signInFans } from "../bench-stack";
import { HttpConnection, type RawResponse, serializeRequest } from "../load/http-connection";
import { createConcertFor, joinAll } from "../rows/fixtures";

const CAPACITY = 100_000; // admits everybody: the API is measured, not the queue
const PRICE_WON = 1_000;
const BALANCE_WON = 90_000_000;
const SEATS_EACH = 1_000; // more than any fan visits
const DATE_SEATS = 1_000;
const PAY_TRIES = 5;
const LINE_LENGTH = 300;

/** What visitors got: holds, payments, and how long rejections took. */
export class VisitStats {
  holds = 0;
  pays = 0;
  requests = 0;
  refusedMs: number[] = [];
  readonly refusedOf: Record<string, number> = {};
  /** Visitors who held seats and whose payments were rejected until they gave up. */
  abandonedPayments = 0;
  readonly others = new Map<string, number>();
}

type Step = "poll" | "join" | "hold" | "pay";

/** Visits of fans: a poll, a join, a hold and a payment each, over one connection. */
export class Visits {
  #url = "";
  readonly #wires: HttpConnection[] = [];
  #seat = 0;
  #poll = 0;

  private constructor(
    private readonly concert: TestConcert,
    private readonly free: Fan[],
    private readonly polls: readonly string[],
  ) {}

  static async open(fans: number, dates: number): Promise<Visits> {
    const concertOptions = { seats: DATE_SEATS, schedules: dates, price: PRICE_WON, seatLimit: SEATS_EACH };
    const concert = await makeConcert({ ...concertOptions, capacity: CAPACITY, admitPerMinute: 1_000_000 });
    const waitingConcert = await createConcertFor(50, 1);
    const waiting = await joinAll(waitingConcert, await signInFans(LINE_LENGTH), 1);
    const polls = waiting.map(({ fan, token }) =>
      serializeRequest("GET", `/api/queue?concertId=${waitingConcert.id}`, {
        headers: { authorization: fan.bearer, "queue-token": token },
      }),
    );
    return new Visits(concert, await signInFans(fans, BALANCE_WON), polls);
  }

  /** Runs one visit. @returns false when no fan or seat is left */
  async visit(stats: VisitStats): Promise<boolean> {
    const fan = this.free.shift();
    if (!fan || this.#seat >= DATE_SEATS * this.concert.schedules.length) return false;
    const wire = this.#wires.pop() ?? new HttpConnection(this.#url);
    try {
      await this.#visit(wire, fan, stats);
      this.#wires.push(wire);
    } catch {
      stats.others.set("a broken connection", 1 + (stats.others.get("a broken connection") ?? 0));
    }
    this.free.push(fan);
    return true;
  }

  /** Sends further visits to this server. */
  connectTo(url: string): void {
    this.close();
    this.#url = url;
  }

  close(): void {
    for (const wire of this.#wires.splice(0)) wire.close();
  }

  /** A hold of a seat that no other visit asks for. */
  #nextHold(): object {
    const seat = this.#seat++;
    const date = this.concert.schedules[Math.floor(seat / DATE_SEATS)];
    return { scheduleId: date?.id, seatNumbers: [1 + (seat % DATE_SEATS)] };
  }

  async #visit(wire: HttpConnection, fan: Fan, stats: VisitStats): Promise<void> {
    const post = (path: string, body: object, headers: Record<string, string> = {}) =>
      serializeRequest("POST", path, {
        headers: { authorization: fan.bearer, ...headers },
        body: JSON.stringify(body),
      });
    const poll = this.polls[this.#poll++ % this.polls.length] ?? "";
    if (!(await send(wire, "poll", poll, stats))) return;
    const joined = await send(wire, "join", post("/api/queue", { concertId: this.concert.id }), stats);
    if (!joined) return;
    const { token } = bodyOf<{ token: string }>(joined);
    const held = await send(wire, "hold", post("/api/holds", this.#nextHold(), { "queue-token": token }), stats);
    if (!held) return;
    stats.holds++;
    const reservationIds = bodyOf<{ reservations: { id: string }[] }>(held).reservations.map(({ id }) => id);
    const bill = post("/api/payments", { reservationIds }, { "queue-token": token, "idempotency-key": randomUUID() });
    for (let tries = 0; tries < PAY_TRIES; tries++) {
      if (await send(wire, "pay", bill, stats)) {
        stats.pays++;
        return;
      }
      await delay(1_000);
    }
    stats.abandonedPayments++;
  }
}

const bodyOf = <T>({ body }: RawResponse): T => JSON.parse(body.toString()) as T;

/** The response; null when the request was rejected. */
async function send(wire: HttpConnection, step: Step, request: string, stats: VisitStats): Promise<RawResponse | null> {
  stats.requests++;
  const began = performance.now();
  const reply = await wire.send(request);
  if (reply.status < 300) return reply;
  const isAway = reply.status === 503 && reply.body.includes("OVERLOADED");
  if (isAway) {
    stats.refusedMs.push(performance.now() - began);
    stats.refusedOf[step] = 1 + (stats.refusedOf[step] ?? 0);
  } else {
    const what = `${step} ${reply.status} ${bodyOf<{ code?: string }>(reply).code}`;
    stats.others.set(what, 1 + (stats.others.get(what) ?? 0));
  }
  return null;
}
