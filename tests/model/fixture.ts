import { randomUUID } from "node:crypto";
import { sweep } from "@/lib/booking";
import { queueClock } from "@/lib/core/clock";
import { pool } from "@/lib/core/db";
import { movePostgresClock } from "../support/clock";
import { makeAdmin, makeConcert, makeFans, type TestConcert, type TestUser } from "../support/fixtures";
import type { Action, BoundAction } from "./actions";
import { UNKNOWN } from "./actions";
import { COOLDOWN_SECONDS, FANS, PRICE, SEATS, type Settings, TICK_MS } from "./world";

export type Row = { id: string; name: string; fan: number; status: string; paymentId: string | null };

const LATER_MS = 30 * 24 * 3_600_000;
const FOR_EVER_MS = 20 * 24 * 3_600_000; // a sale closes in 29 days
const SLOW_MS = 2_000; // of a tick: then the queue's clock is set back to its beginning, so that a slow machine passes no deadline

/** One concert with its fans, on the real engines, and the tokens and reservations of the scenario. */
export class ModelFixture {
  /** Tokens by fan, oldest first, one for each place. */
  readonly tokens: { number: number; token: string }[][] = Array.from({ length: FANS }, () => []);
  rows: Row[] = [];
  #ticks = 0;
  #tickBegan = Date.now();
  #last = new Map<string, BoundAction>();

  private constructor(
    readonly concert: TestConcert,
    readonly fans: TestUser[],
    readonly admin: TestUser,
    readonly beganAt: number,
  ) {}

  static async open({ capacity }: Settings, balance: number, admin?: TestUser): Promise<ModelFixture> {
    await movePostgresClock(0);
    queueClock.offsetMs = 0;
    const [concert, fans] = await Promise.all([
      makeConcert({
        seats: SEATS,
        price: PRICE,
        seatLimit: 2,
        capacity,
        admitPerMinute: 100_000,
        holdCooldownSeconds: COOLDOWN_SECONDS,
      }),
      makeFans(FANS, { balance }),
    ]);
    return new ModelFixture(concert, fans, admin ?? (await makeAdmin()), Date.now());
  }

  /** From when on (ms) a queue is idle for ever. */
  get closesAt(): number {
    return this.beganAt + FOR_EVER_MS;
  }

  fan = (index: number): TestUser => {
    const fan = this.fans[index];
    if (!fan) throw new Error(`there is no fan ${index}`);
    return fan;
  };

  /** Binds an action to the current tokens and reservations. */
  bind(action: Action): BoundAction {
    const bound: BoundAction = { action, place: null, names: [], amount: 0, key: "" };
    if (!("fan" in action)) return bound;
    const { fan } = action;
    const token = "old" in action && action.old ? this.tokens[fan]?.at(0) : this.tokens[fan]?.at(-1);
    if (token) bound.place = { fan, number: token.number };
    if ("of" in action) bound.names = this.#named(action);
    if (action.do === "charge") bound.amount = action.amount;
    if (!("again" in action)) return bound;
    const last = this.#last.get(`${action.do} ${fan}`);
    const repeats = action.again !== "no" && last;
    if (repeats) Object.assign(bound, { names: last.names, amount: last.amount });
    bound.key = repeats && action.again === "same key" ? last.key : randomUUID().slice(0, 8);
    this.#last.set(`${action.do} ${fan}`, bound);
    return bound;
  }

  /** The fan's reservations that the action fits, else their newest; rarely another fan's (`of`). */
  #named(action: Action & { fan: number; of: number }): string[] {
    const of = this.rows.filter(({ fan }) => fan === action.of);
    if (action.do === "refund") return [of.findLast(({ paymentId }) => paymentId)?.name ?? UNKNOWN];
    const held = of.filter(({ status }) => status === "RESERVING");
    const newest = held.length > 0 ? held : of.slice(-1);
    if (newest.length === 0) return [UNKNOWN];
    const names = newest.map(({ name }) => name);
    return action.do === "pay" && action.all ? names : names.slice(-1);
  }

  /** Sets the clocks to the scenario's time, however long the machine took. */
  async advanceClock(ticks: number): Promise<void> {
    this.#ticks += ticks;
    await movePostgresClock(this.#ticks * TICK_MS - (Date.now() - this.beganAt));
    this.#tickBegan = Date.now();
    this.steady(true);
  }

  steady(always = false): void {
    if (!always && Date.now() - this.#tickBegan < SLOW_MS) return;
    this.#tickBegan = Date.now();
    queueClock.offsetMs = this.#ticks * TICK_MS - (Date.now() - this.beganAt);
  }

  keepToken(fan: number, number: number, token: string): void {
    const existing = this.tokens[fan]?.find((one) => one.number === number);
    if (existing) existing.token = token;
    else this.tokens[fan]?.push({ number, token });
  }

  /** Reads the names of all reservations: the n-th of its seat. */
  async readReservations(): Promise<void> {
    const { rows } = await pool().query<Omit<Row, "fan"> & { userId: string }>(
      `SELECT r.id, s.number || '.' || row_number() OVER (PARTITION BY s.id ORDER BY r.id) - 1 AS name,
         r.user_id AS "userId", r.status, p.id AS "paymentId"
       FROM reservation r JOIN seat s ON s.id = r.seat_id LEFT JOIN payment p ON p.reservation_id = r.id
       WHERE r.concert_id = $1 ORDER BY r.id`,
      [this.concert.id],
    );
    this.rows = rows.map(({ userId, ...row }) => ({ ...row, fan: this.fans.findIndex(({ id }) => id === userId) }));
  }

  nameOf = (id: string): string => this.rows.find((row) => row.id === id)?.name ?? UNKNOWN;
  idOf = (name: string): string => this.rows.find((row) => row.name === name)?.id ?? "999999999";
  paymentOf = (name: string): string => this.rows.find((row) => row.name === name)?.paymentId ?? "999999999";

  /** Ends the sale and every hold, so that sweeps of later scenarios find nothing of this one. */
  async close(): Promise<void> {
    await movePostgresClock(LATER_MS);
    await sweep();
    await pool().query("UPDATE concert SET sales_open_at = '2000-01-01', sales_close_at = '2000-01-02' WHERE id = $1", [
      this.concert.id,
    ]);
  }
}
