import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Client, RequestSpec } from "./client";
import { type ApiResponse, errorCodeOf } from "./response";

export type Sale = { concertId: string; scheduleId: string };
/** A successful look at a place that waits: heard at the latest `at`, and taken for present at least until then. */
export type Contact = { number: number; sentAt: number; at: number; presentUntil: number };
export type Admission = { number: number; admittedAt: number };

const GRACE_MS = 15_000; // as the queue grants it (lib/queue/lua/poll-interval.lua)
const PRICE_WON = 50_000;
const ticketSchema = z.object({ status: z.string(), number: z.number(), token: z.string(), pollAfterMs: z.number() });
const seatsSchema = z.object({ seats: z.array(z.object({ number: z.number(), status: z.string() })) });
const heldSchema = z.object({ reservations: z.array(z.object({ id: z.string() })) });
const paidSchema = z.object({ payments: z.array(z.object({ id: z.string(), reservationId: z.string() })) });

type Ticket = z.infer<typeof ticketSchema>;

const isUnclear = ({ status }: ApiResponse) => status === 0 || status >= 500;
const admittedAtOf = (token: string): number =>
  Number((JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as unknown[])[4] ?? 0);

/** One fan who comes again and again until the sale is over, and remembers everything they were told. */
export class SimulatedUser {
  readonly contacts: Contact[] = [];
  readonly admissions = new Map<number, number>();
  /** Payments by id they were told are done; those they have asked back, and those they were told they got back. */
  readonly paid = new Set<string>();
  readonly refundRequested = new Set<string>();
  readonly refunded = new Set<string>();
  /** Won they were told are charged, and that they tried to charge without ever being told. */
  chargedWon = 0;
  unclearWon = 0;
  /** Requests whose outcome they never learned. */
  unclear = 0;

  constructor(
    readonly id: string,
    readonly session: string,
    private readonly client: Client,
    private readonly sale: Sale,
    private readonly signals: { over: AbortSignal; closed: AbortSignal },
  ) {}

  readonly #rest = (ms: number, signal = this.signals.over) =>
    delay(ms * (0.7 + Math.random() * 0.6), undefined, { signal }).catch(() => {});

  readonly #ask = (spec: Omit<RequestSpec, "session">) => this.client.request({ ...spec, session: this.session });

  /** Sends the same request under the same key until its outcome is known, whatever happens to it on the way. */
  async #settle(spec: Omit<RequestSpec, "session" | "key">): Promise<ApiResponse | null> {
    const key = randomUUID();
    while (!this.signals.closed.aborted) {
      const answer = await this.#ask({ ...spec, key });
      const again = isUnclear(answer) || answer.status === 429 || errorCodeOf(answer.body) === "IDEMPOTENCY_IN_FLIGHT";
      if (!again) return answer;
      await this.#rest(Math.max(300, Math.min(answer.retryAfterMs, 1_000)), this.signals.closed);
    }
    this.unclear += 1;
    return null;
  }

  #readTicket(answer: ApiResponse, sentAt: number): Ticket | null {
    const parsed = ticketSchema.safeParse(answer.body);
    if (!parsed.success || answer.status >= 300) return null;
    const { status, number, token, pollAfterMs } = parsed.data;
    if (status === "ACTIVE") this.admissions.set(number, admittedAtOf(token));
    else if (status === "WAITING")
      this.contacts.push({ number, sentAt, at: Date.now(), presentUntil: sentAt + pollAfterMs + GRACE_MS });
    return parsed.data;
  }

  /** Stands in line until let in; null when the place is over, or the sale. */
  async #wait(): Promise<Ticket | null> {
    const body = { concertId: this.sale.concertId };
    let ticket: Ticket | null = null;
    while (!this.signals.over.aborted) {
      const sentAt = Date.now();
      const answer: ApiResponse = ticket
        ? await this.#ask({ method: "GET", path: `/api/queue?concertId=${this.sale.concertId}`, token: ticket.token })
        : await this.#ask({ method: "POST", path: "/api/queue", body });
      const received = this.#readTicket(answer, sentAt);
      if (received?.status === "ACTIVE") return received;
      if (received?.status === "EXPIRED" || answer.status === 404) return null;
      ticket = received ?? ticket;
      await this.#rest(received?.pollAfterMs ?? Math.max(500, Math.min(answer.retryAfterMs, 2_000)));
    }
    return null;
  }

  async #hold({ token }: Ticket): Promise<string[]> {
    for (let tries = 0; tries < 3 && !this.signals.over.aborted; tries++) {
      const seen = await this.#ask({ method: "GET", path: `/api/seats?scheduleId=${this.sale.scheduleId}`, token });
      const seats = seatsSchema.safeParse(seen.body);
      const free = seats.success ? seats.data.seats.filter(({ status }) => status === "AVAILABLE") : [];
      const first = Math.floor(Math.random() * free.length);
      const seatNumbers = free.slice(first, first + 1 + Math.round(Math.random())).map(({ number }) => number);
      if (seatNumbers.length > 0) {
        const body = { scheduleId: this.sale.scheduleId, seatNumbers };
        const held = heldSchema.safeParse(
          (await this.#settle({ method: "POST", path: "/api/holds", token, body }))?.body,
        );
        if (held.success) return held.data.reservations.map(({ id }) => id);
      }
      await this.#rest(400);
    }
    return [];
  }

  async #charge(amount: number): Promise<void> {
    const answer = await this.#settle({ method: "POST", path: "/api/wallet/charges", body: { amount } });
    if (answer?.status === 201) this.chargedWon += amount;
    if (!answer) this.unclearWon += amount;
  }

  async #pay({ token }: Ticket, reservationIds: string[]): Promise<void> {
    const spec = { method: "POST", path: "/api/payments", token, body: { reservationIds } };
    let answer = await this.#settle(spec);
    if (answer?.status === 402) {
      await this.#charge(2 * PRICE_WON);
      answer = await this.#settle(spec);
    }
    const paid = paidSchema.safeParse(answer?.body);
    if (answer?.status === 201 && paid.success) for (const { id } of paid.data.payments) this.paid.add(id);
  }

  /** Gives a ticket back after a while, so that there is something to fight for until the end. */
  async #refund(): Promise<void> {
    const [id] = [...this.paid].filter((one) => !this.refundRequested.has(one));
    if (!id || this.signals.over.aborted) return;
    this.refundRequested.add(id);
    const answer = await this.#settle({ method: "POST", path: `/api/payments/${id}/refund` });
    if (answer?.status === 201) this.refunded.add(id);
  }

  async #visit(): Promise<void> {
    const ticket = await this.#wait();
    if (!ticket) return;
    await this.#rest(300);
    const held = await this.#hold(ticket);
    const chance = Math.random();
    await this.#rest(500);
    if (held.length > 0 && chance < 0.8) return this.#pay(ticket, held);
    if (chance < 0.9)
      await this.#ask({ method: "DELETE", path: `/api/queue?concertId=${this.sale.concertId}`, token: ticket.token });
  }

  /** Comes and goes until the sale is over. */
  async run(): Promise<void> {
    await this.#rest(Math.random() * 2_000);
    while (!this.signals.over.aborted) {
      await this.#visit();
      await this.#rest(1_000);
      while (this.paid.size - this.refundRequested.size > 0 && !this.signals.over.aborted && Math.random() < 0.8)
        await this.#refund();
    }
  }
}
