import { setTimeout as delay } from "node:timers/promises";
import { describeError, type ErrorDescription } from "./describe-error";
import { log } from "./log";
import { withSpan } from "./span";
import { withTimeout } from "./timeout";

const SILENCE_TIMEOUT_MS = 1_500; // without any reply to any pending call; a busy Redis replies to some
const PROBE_INTERVAL_MS = 500;

export class RedisUnavailableError extends Error {
  constructor() {
    super("Redis does not answer");
    this.name = "RedisUnavailableError";
  }
}

type PendingCall = { startedAt: number; reject(error: Error): void };

/** `name` is the span: a command without its keys, which hold addresses and emails. */
export type Execute = <T>(name: string, call: () => Promise<T>) => Promise<T>;
export type CircuitBreaker = { execute: Execute; close(): void };

const isErrorReply = (error: unknown) => error instanceof Error && /^(ReplyError|UpstashError)$/.test(error.name);

/**
 * Opens on a failure that is not Redis's own reply, or after 1.5 s without any reply; then rejects pending and new
 * calls and sends `ping` every 0.5 s until Redis replies. `reset` drops a connection that has fallen silent.
 */
export function createCircuitBreaker(ping: () => Promise<unknown>, reset: () => void): CircuitBreaker {
  const pending = new Set<PendingCall>(); // oldest first
  let lastReplyAt = 0;
  let isOpen = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  async function isUp(): Promise<boolean> {
    const reply = ping().then(
      () => true,
      (error) => isErrorReply(error),
    );
    return withTimeout(reply, { ms: SILENCE_TIMEOUT_MS, onTimeout: () => new RedisUnavailableError() }).catch(
      () => false,
    );
  }

  async function probeUntilUp(): Promise<void> {
    while (!closed && !(await isUp())) await delay(PROBE_INTERVAL_MS, undefined, { ref: false });
    isOpen = false;
    if (!closed) log.info("Redis answers again");
  }

  function open(reason: string | ErrorDescription): void {
    if (isOpen || closed) return;
    isOpen = true;
    log.warn({ err: reason }, "Redis does not answer; calls fail at once until it does");
    const rejected = [...pending];
    pending.clear();
    for (const { reject } of rejected) reject(new RedisUnavailableError());
    void probeUntilUp();
  }

  // It runs after the poll phase, so that replies which arrived while this process was busy count first.
  function scheduleSilenceCheck(delayMs: number): void {
    timer = setTimeout(() => setImmediate(checkSilence), delayMs).unref();
  }

  function checkSilence(): void {
    timer = undefined;
    const [oldest] = pending;
    if (!oldest || isOpen) return;
    const silentMs = performance.now() - Math.max(oldest.startedAt, lastReplyAt);
    if (silentMs < SILENCE_TIMEOUT_MS) {
      scheduleSilenceCheck(SILENCE_TIMEOUT_MS - silentMs);
      return;
    }
    open(`silent for ${Math.round(silentMs)} ms`);
    reset();
  }

  function runGuarded<T>(call: () => Promise<T>): Promise<T> {
    if (isOpen) return Promise.reject(new RedisUnavailableError());
    return new Promise((resolve, reject) => {
      const entry: PendingCall = { startedAt: performance.now(), reject };
      pending.add(entry);
      if (!timer) scheduleSilenceCheck(SILENCE_TIMEOUT_MS);
      call()
        .finally(() => {
          lastReplyAt = performance.now();
          pending.delete(entry);
        })
        .then(resolve, (error) => {
          if (!isErrorReply(error)) open(describeError(error));
          reject(error);
        });
    });
  }

  return {
    execute: (name, call) =>
      withSpan({ name, kind: "client", attributes: { "db.system.name": "redis" } }, () => runGuarded(call)),
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
