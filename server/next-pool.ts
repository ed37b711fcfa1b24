import { Counter, Gauge } from "prom-client";
import { metrics } from "@/lib/observability/metrics";
import { FairShare } from "./fair-share";

/** Server actions are admitted before pages. */
export const PAGE_PRIORITIES = ["action", "page"] as const;
export type PagePriority = (typeof PAGE_PRIORITIES)[number];

// Next renders in one thread, for which a page is 10 to 20 ms of work. Some wait for an engine meanwhile; more would only
// wait in Next, where an action cannot overtake them.
const MAX_RUNNING = 24;
const MAX_RUNNING_OF: Record<PagePriority, number> = { action: 20, page: 16 }; // so that each always has some
const MAX_WAITING_OF: Record<PagePriority, number> = { action: 512, page: 512 };
const MAX_WAIT_MS = 5_000;

export type PoolRequest = {
  readonly priority: PagePriority;
  /** Whose share it uses. */
  readonly client: string;
  /** Called at most once, at once or later: it may go to Next until `leave`. */
  start(): void;
  /** Called instead: everything is full, or it has waited too long. */
  reject(): void;
};

type Lane = {
  running: FairShare;
  waitingShare: FairShare;
  waiting: Map<string, PoolRequest[]>;
};

/**
 * Which requests are with Next, and which wait for that, in a fair share of every client: by turns, actions first. It is
 * bounded, and nothing waits longer than five seconds.
 */
export class NextPool {
  readonly #lanes: Record<PagePriority, Lane> = { action: lane("action"), page: lane("page") };
  readonly #running = new Set<PoolRequest>();
  readonly #timers = new Map<PoolRequest, NodeJS.Timeout>();
  readonly #rejected = new Counter({
    name: "jari_pages_rejected_total",
    help: "Requests for Next that were answered 503 because its pool was full.",
    labelNames: ["priority"],
    registers: [],
  });

  constructor(private readonly maxWaitMs = MAX_WAIT_MS) {}

  /** Counts in the process's metrics. */
  register(): this {
    const pool = this;
    metrics.registry.registerMetric(this.#rejected);
    for (const priority of PAGE_PRIORITIES) this.#rejected.inc({ priority }, 0);
    new Gauge({
      name: "jari_pages_in_flight",
      help: "Requests with Next (running) and those that wait for that (waiting).",
      labelNames: ["priority", "state"],
      registers: [metrics.registry],
      collect() {
        for (const priority of PAGE_PRIORITIES)
          for (const [state, count] of Object.entries(pool.count(priority))) this.set({ priority, state }, count);
      },
    });
    return this;
  }

  count(priority: PagePriority): { running: number; waiting: number } {
    const isOf = (request: PoolRequest) => request.priority === priority;
    return {
      running: [...this.#running].filter(isOf).length,
      waiting: [...this.#timers.keys()].filter(isOf).length,
    };
  }

  enter(request: PoolRequest): void {
    const { waiting, waitingShare } = this.#lanes[request.priority];
    if (this.#admit(request)) {
      request.start();
      return;
    }
    if (!waitingShare.tryTake(request.client)) {
      this.#reject(request);
      return;
    }
    const timer = setTimeout(() => {
      this.leave(request);
      this.#reject(request);
    }, this.maxWaitMs);
    this.#timers.set(request, timer);
    const queue = waiting.get(request.client);
    if (queue) queue.push(request);
    else waiting.set(request.client, [request]);
  }

  /** The request is over, whether it ran, waited or neither. */
  leave(request: PoolRequest): void {
    if (this.#running.delete(request)) {
      this.#lanes[request.priority].running.give(request.client);
      this.#startWaiting();
    } else if (this.#timers.has(request)) this.#unqueue(request);
  }

  #admit(request: PoolRequest): boolean {
    if (this.#running.size >= MAX_RUNNING) return false;
    if (!this.#lanes[request.priority].running.tryTake(request.client)) return false;
    this.#running.add(request);
    return true;
  }

  #reject(request: PoolRequest): void {
    this.#rejected.inc({ priority: request.priority });
    request.reject();
  }

  #unqueue(request: PoolRequest): void {
    const { client, priority } = request;
    clearTimeout(this.#timers.get(request));
    this.#timers.delete(request);
    const { waiting, waitingShare } = this.#lanes[priority];
    waitingShare.give(client);
    const others = waiting.get(client)?.filter((one) => one !== request) ?? [];
    waiting.delete(client);
    if (others.length > 0) waiting.set(client, others); // behind the other clients: it had its turn
  }

  #startWaiting(): void {
    for (const priority of PAGE_PRIORITIES) {
      for (const [first] of this.#lanes[priority].waiting.values()) {
        if (this.#running.size >= MAX_RUNNING) return;
        if (!first || !this.#admit(first)) continue;
        this.#unqueue(first);
        first.start();
      }
    }
  }
}

const lane = (priority: PagePriority): Lane => ({
  running: new FairShare(MAX_RUNNING_OF[priority]),
  waitingShare: new FairShare(MAX_WAITING_OF[priority]),
  waiting: new Map(),
});
