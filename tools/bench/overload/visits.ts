import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { makeConcert, type TestConcert } from "@/tests/support/fixtures";
import { type Fan, signInFans } from "../bench-stack";
import { HttpConnection, type RawResponse, serializeRequest } from "../load/http-connection";
import { createConcertFor, joinAll } from "../rows/fixtures";

const CAPACITY = 100_000; // everybody is let in: what is measured is the API, not the line's own patience
const PRICE_WON = 1_000;
const BALANCE_WON = 90_000_000;
const SEATS_EACH = 1_000; // no fan comes so often
const DATE_SEATS = 1_000;
const PAY_TRIES = 5; // whoever holds seats comes back when told
const LINE_LENGTH = 300;

/** What visitors met: when holds and payments were made, and how long the answers "not now" took to come. */
export class VisitStats {
  holds = 0;
  pays = 0;
  asked = 0;
  refusedMs: number[] = [];
  readonly refusedOf: Record<string, number> = {};
  /** Whoever held seats and was refused so often that they gave up. */
  abandonedPayments = 0;
  readonly others = new Map<string, number>();
}

type Step = "poll" | "join" | "hold" | "pay";

/** Fans who come for a seat: a poll of a line, a join, a hold and a payment each, over a connection of their own. */
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
    const wishes = { seats: DATE_SEATS, schedules: dates, price: PRICE_WON, seatLimit: SEATS_EACH };
    const concert = await makeConcert({ ...wishes, capacity: CAPACITY, admitPerMinute: 1_000_000 });
    const line = await createConcertFor(50, 1);
    const waiting = await joinAll(line, await signInFans(LINE_LENGTH), 1);
    const polls = waiting.map(({ fan, token }) =>
      serializeRequest("GET", `/api/queue?concertId=${line.id}`, {
        headers: { authorization: fan.bearer, "queue-token": token },
      }),
    );
    return new Visits(concert, await signInFans(fans, BALANCE_WON), polls);
  }

  /** One visit to its end. False when the machine has run out of fans or seats: then nothing is measured any more. */
  async visit(seen: VisitStats): Promise<boolean> {
    const fan = this.free.shift();
    if (!fan || this.#seat >= DATE_SEATS * this.concert.schedules.length) return false;
    const wire = this.#wires.pop() ?? new HttpConnection(this.#url);
    try {
      await this.#visit(wire, fan, seen);
      this.#wires.push(wire);
    } catch {
      seen.others.set("a broken connection", 1 + (seen.others.get("a broken connection") ?? 0));
    }
    this.free.push(fan);
    return true;
  }

  /** From now on they come to this door. */
  connectTo(url: string): void {
    this.close();
    this.#url = url;
  }

  close(): void {
    for (const wire of this.#wires.splice(0)) wire.close();
  }

  /** A seat that nobody else asks for. */
  #wish(): object {
    const seat = this.#seat++;
    const date = this.concert.schedules[Math.floor(seat / DATE_SEATS)];
    return { scheduleId: date?.id, seatNumbers: [1 + (seat % DATE_SEATS)] };
  }

  async #visit(wire: HttpConnection, fan: Fan, seen: VisitStats): Promise<void> {
    const post = (path: string, body: object, headers: Record<string, string> = {}) =>
      serializeRequest("POST", path, {
        headers: { authorization: fan.bearer, ...headers },
        body: JSON.stringify(body),
      });
    const poll = this.polls[this.#poll++ % this.polls.length] ?? "";
    if (!(await ask(wire, "poll", poll, seen))) return;
    const joined = await ask(wire, "join", post("/api/queue", { concertId: this.concert.id }), seen);
    if (!joined) return;
    const { token } = bodyOf<{ token: string }>(joined);
    const held = await ask(wire, "hold", post("/api/holds", this.#wish(), { "queue-token": token }), seen);
    if (!held) return;
    seen.holds++;
    const reservationIds = bodyOf<{ reservations: { id: string }[] }>(held).reservations.map(({ id }) => id);
    const bill = post("/api/payments", { reservationIds }, { "queue-token": token, "idempotency-key": randomUUID() });
    for (let tries = 0; tries < PAY_TRIES; tries++) {
      if (await ask(wire, "pay", bill, seen)) {
        seen.pays++;
        return;
      }
      await delay(1_000);
    }
    seen.abandonedPayments++;
  }
}

const bodyOf = <T>({ body }: RawResponse): T => JSON.parse(body.toString()) as T;

/** The answer of a request that was served; null when it was told "not now". */
async function ask(wire: HttpConnection, step: Step, request: string, seen: VisitStats): Promise<RawResponse | null> {
  seen.asked++;
  const began = performance.now();
  const reply = await wire.send(request);
  if (reply.status < 300) return reply;
  const isAway = reply.status === 503 && reply.body.includes("OVERLOADED");
  if (isAway) {
    seen.refusedMs.push(performance.now() - began);
    seen.refusedOf[step] = 1 + (seen.refusedOf[step] ?? 0);
  } else {
    const what = `${step} ${reply.status} ${bodyOf<{ code?: string }>(reply).code}`;
    seen.others.set(what, 1 + (seen.others.get(what) ?? 0));
  }
  return null;
}
