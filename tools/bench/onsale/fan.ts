import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type ApiReply, type Browser, isBusy } from "./browser";
import { chooseSeats, partySize } from "./choose-seats";
import { type SeatMaps, SeatWatch } from "./seat-watch";
import type { Site } from "./site";

/** The concert on sale. `opensAt` is in milliseconds since 1970. */
export type Sale = { concertId: string; slug: string; scheduleId: string; opensAt: number; seatLimit: number };

/** What is known of a fan at the end. Times are milliseconds since 1970, by the fan's clock; `admittedAt` is by the queue's. */
export type FanRecord = {
  fan: number;
  number: number | null;
  joinSentAt: number;
  joinedAt: number;
  waitingAt: number;
  /** Whether they once asked later than the queue waits for. */
  wasAbsent: boolean;
  admittedAt: number | null;
  seats: number[];
  /** 0 for who has not paid. */
  paidAt: number;
  /** `left` found nothing free, `ended` still waited when the sale was over. */
  outcome: "coming" | "waiting" | "inside" | "bought" | "left" | "ended" | "failed";
  failure: string | null;
};

const ticketSchema = z.object({
  token: z.string(),
  status: z.enum(["WAITING", "ACTIVE", "EXPIRED"]),
  number: z.number(),
  pollAfterMs: z.number(),
});
const heldSchema = z.object({ reservations: z.array(z.object({ id: z.string() })) });
const paidSchema = z.object({ seats: z.array(z.object({ number: z.number() })) });
const takenSchema = z.object({ seatNumbers: z.array(z.number()) });

type Ticket = z.infer<typeof ticketSchema>;

// How long people take, in milliseconds.
const READ_MS = 3_000; // the concert page
const CHOOSE_MS = 4_000; // the first seats
const CHOOSE_AGAIN_MS = 1_500; // after somebody was faster
const CHECK_MS = 3_000; // price and conditions
const NOTHING_FREE_MS = 4_000; // until they believe that nothing comes back
const LOOKS = 2; // at a hall without free seats, before they leave
const EARLY_RETRY_MS = 1_000; // components/queue/use-join-at-opening.ts
const GRACE_MS = 14_000; // a second less than the queue waits for a fan who is late
const FAR_POLL_MS = 5_000; // components/queue/public-state.ts: who polls less often follows the public document
const PUBLIC_POLL_MS = 3_000;
const NEAR_NUMBERS = 300;

/** What each page asks the API for after it stands, because its HTML is the same for everybody. */
const ME = "/api/me";
const sessionOf = (concertId: string) => `/api/concerts/${concertId}/session`;

const nowMs = () => performance.timeOrigin + performance.now();
const admittedAtOf = (token: string): number =>
  Number((JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as unknown[])[4] ?? 0);

/** One fan from the concert page to their ticket. */
export class Fan {
  readonly record: FanRecord;

  constructor(
    private readonly site: Site,
    private readonly browser: Browser,
    private readonly maps: SeatMaps,
    private readonly sale: Sale,
    fan: number,
    private readonly isOver: () => boolean,
  ) {
    const nothing = {
      number: null,
      joinSentAt: 0,
      joinedAt: 0,
      waitingAt: 0,
      admittedAt: null,
      paidAt: 0,
      failure: null,
    };
    this.record = { fan, ...nothing, wasAbsent: false, seats: [], outcome: "coming" };
  }

  /** Comes, waits, buys and leaves. Never throws; `record` says what became of it. */
  async run(): Promise<void> {
    try {
      await this.#visit();
    } catch (error) {
      this.record.outcome = "failed";
      this.record.failure = error instanceof Error ? error.message : String(error);
    }
    this.browser.close();
  }

  async #visit(): Promise<void> {
    const { slug } = this.sale;
    const { ms } = this.site.stats;
    const { htmlMs, allMs } = await this.browser.openPage("concert page", `/concerts/${slug}`, [ME]);
    ms.firstHtml.push(htmlMs);
    ms.firstPage.push(allMs);
    await this.site.think(READ_MS);
    await this.browser.openPage("waiting room", `/concerts/${slug}/line`, [ME]);
    this.record.outcome = "waiting";
    const isAdmitted = await this.#wait();
    this.record.outcome = isAdmitted ? "inside" : "ended";
    if (!isAdmitted) return;
    const held = await this.#choose();
    if (held) await this.#pay(held);
  }

  /** Joins at the opening and polls as told; false when the sale was over first. */
  async #wait(): Promise<boolean> {
    const { opensAt } = this.sale;
    if (nowMs() < opensAt) await this.site.timers.sleep(opensAt - nowMs() + 50 * this.site.random());
    let ticket = await this.#join();
    while (ticket?.status === "WAITING") {
      const sentAt = nowMs();
      const { pollAfterMs } = ticket;
      await this.#untilNextPoll(ticket);
      if (this.isOver()) return false;
      if (nowMs() > sentAt + pollAfterMs + GRACE_MS) this.record.wasAbsent = true;
      ticket = await this.#poll(ticket);
    }
    return ticket?.status === "ACTIVE";
  }

  async #join(): Promise<Ticket | null> {
    const began = performance.now();
    this.record.joinSentAt = nowMs();
    for (;;) {
      const answer = await this.browser.settle("join", {
        method: "POST",
        path: "/api/queue",
        body: { concertId: this.sale.concertId },
      });
      if (answer.code === "SALE_NOT_OPEN") await this.site.timers.sleep(EARLY_RETRY_MS);
      else if (answer.status >= 300) throw new Error(`the join was answered with ${answer.status} ${answer.code}`);
      else {
        this.site.stats.ms.join.push(performance.now() - began);
        this.record.joinedAt = nowMs();
        return this.#read(answer, this.record.joinedAt);
      }
    }
  }

  async #poll(before: Ticket): Promise<Ticket | null> {
    const sentAt = nowMs();
    const answer = await this.browser.call("poll", {
      method: "GET",
      path: `/api/queue?concertId=${this.sale.concertId}`,
    });
    if (isBusy(answer)) return { ...before, pollAfterMs: 1_000 * (answer.retryAfterSeconds ?? 2) };
    if (answer.status >= 300) throw new Error(`a poll was answered with ${answer.status} ${answer.code}`);
    this.site.stats.ms.poll.push(nowMs() - sentAt);
    return this.#read(answer, sentAt);
  }

  #read({ body }: ApiReply, sentAt: number): Ticket {
    const ticket = ticketSchema.parse(body);
    this.record.number = ticket.number;
    if (ticket.status === "ACTIVE") this.record.admittedAt = admittedAtOf(ticket.token);
    else this.record.waitingAt = sentAt;
    return ticket;
  }

  /** Waits as told; far back, the page follows the public document, and polls once the number is near. */
  async #untilNextPoll({ number, pollAfterMs }: Ticket): Promise<void> {
    const until = performance.now() + pollAfterMs;
    const { timers } = this.site;
    if (pollAfterMs <= FAR_POLL_MS) return timers.sleep(pollAfterMs);
    while (performance.now() < until && !this.isOver()) {
      await timers.sleep(Math.min(PUBLIC_POLL_MS * (0.8 + 0.4 * this.site.random()), until - performance.now()));
      const { body } = await this.browser.call("public document", {
        method: "GET",
        path: `/api/queue/serving?concertId=${this.sale.concertId}`,
      });
      const { data } = z.object({ head: z.number() }).safeParse(body);
      if (data && number - data.head < NEAR_NUMBERS) return;
    }
  }

  /** Takes seats of the hall, others when somebody was faster; null when nothing is left. */
  async #choose(): Promise<string[] | null> {
    const { concertId, slug, scheduleId, seatLimit } = this.sale;
    const began = performance.now();
    await this.browser.openPage("seat page", `/concerts/${slug}/seats`, [ME, sessionOf(concertId)]);
    const seats = await SeatWatch.open(this.site, this.browser, this.maps, scheduleId);
    if (!seats) throw new Error("the seat map was refused to an admitted fan");
    this.site.stats.ms.seatPage.push(performance.now() - began);
    const size = partySize(seatLimit, this.site.random);
    try {
      await this.site.think(CHOOSE_MS);
      for (let looks = 0; looks < LOOKS; ) {
        const seatNumbers = chooseSeats(seats.blocks, seats.isFree, size, this.site.random);
        if (seatNumbers.length === 0) {
          looks++;
          await this.site.think(NOTHING_FREE_MS);
          continue;
        }
        const held = await this.#hold(seatNumbers);
        if (held.ids) return held.ids;
        seats.setTaken(held.taken);
        await this.site.think(CHOOSE_AGAIN_MS);
      }
    } finally {
      seats.close();
    }
    await this.browser.settle("leave", { method: "DELETE", path: `/api/queue?concertId=${this.sale.concertId}` });
    this.record.outcome = "left";
    return null;
  }

  async #hold(seatNumbers: number[]): Promise<{ ids: string[] | null; taken: number[] }> {
    const began = performance.now();
    const body = { scheduleId: this.sale.scheduleId, seatNumbers };
    const answer = await this.browser.settle("hold", { method: "POST", path: "/api/holds", body, key: randomUUID() });
    this.site.stats.ms.hold.push(performance.now() - began);
    if (answer.status === 201)
      return { ids: heldSchema.parse(answer.body).reservations.map(({ id }) => id), taken: [] };
    if (answer.code !== "SEAT_NOT_AVAILABLE")
      throw new Error(`a hold was answered with ${answer.status} ${answer.code}`);
    return { ids: null, taken: takenSchema.parse(answer.body).seatNumbers };
  }

  async #pay(reservationIds: string[]): Promise<void> {
    const { stats } = this.site;
    const { concertId, slug } = this.sale;
    await this.browser.openPage("checkout", `/concerts/${slug}/checkout`, [
      ME,
      sessionOf(concertId),
      "/api/wallet?limit=1",
    ]);
    await this.site.think(CHECK_MS);
    const began = performance.now();
    const answer = await this.browser.settle("pay", {
      method: "POST",
      path: "/api/payments",
      body: { reservationIds },
      key: randomUUID(),
    });
    if (answer.status !== 201) throw new Error(`a payment was answered with ${answer.status} ${answer.code}`);
    stats.ms.pay.push(performance.now() - began);
    this.record.paidAt = nowMs();
    this.record.seats = paidSchema.parse(answer.body).seats.map(({ number }) => number);
    this.record.outcome = "bought";
    stats.ms.ticketPage.push(
      (await this.browser.openPage("tickets", "/tickets", [ME, "/api/reservations?limit=20"])).allMs,
    );
  }
}
