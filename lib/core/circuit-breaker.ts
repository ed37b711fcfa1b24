import { LinkedList } from "./linked-list";
import { log } from "./log";
import { withSpan } from "./span";

const SILENCE_TIMEOUT_MS = 1_500; // silence on everything that was asked; a busy Redis answers something
const PROBE_INTERVAL_MS = 500; // whether it is back

/** Redis is gone: told at once, without asking it. */
export class RedisUnavailableError extends Error {
  constructor() {
    super("Redis does not answer");
    this.name = "RedisUnavailableError";
  }
}

type PendingCall = { startedAt: number; reject(error: Error): void };

/** Asks by a transport that is watched. `name` is what a trace says: a command, never its keys, which hold addresses and emails. */
export type Execute = <T>(ask: () => Promise<T>, name: () => string) => Promise<T>;
type CircuitBreaker = { execute: Execute; close(): void };

// An answer that says no is an answer.
const isReply = (error: unknown) => error instanceof Error && /^(ReplyError|UpstashError)$/.test(error.name);

/**
 * Waits for a Redis that is gone once, not at every request. The first failure, or PATIENCE_MS in which
 * nothing at all was answered, ends whatever waits; from then on every request fails at once with {@link RedisUnavailableError},
 * while `ping` is asked in the background until there is an answer. `reset` lets go of a connection that has fallen silent.
 */
export function createCircuitBreaker(ping: () => Promise<unknown>, reset: () => void): CircuitBreaker {
  const pending = new LinkedList<PendingCall>();
  let [lastReplyAt, isOpen, closed] = [0, false, false];
  let timer: NodeJS.Timeout | undefined;

  async function probeUntilUp(): Promise<void> {
    while (!closed) {
      const timeout = AbortSignal.timeout(SILENCE_TIMEOUT_MS);
      const silence = new Promise<never>((_, reject) =>
        timeout.addEventListener("abort", () => reject(new RedisUnavailableError())),
      );
      const replied = ping().then(
        () => true,
        (error) => isReply(error),
      );
      if (await Promise.race([replied, silence]).catch(() => false)) break;
      await new Promise((resolve) => setTimeout(resolve, PROBE_INTERVAL_MS).unref());
    }
    isOpen = false;
    if (!closed) log.info("Redis answers again");
  }

  function open(reason: string): void {
    if (isOpen || closed) return;
    isOpen = true;
    log.warn({ err: reason }, "Redis does not answer; whoever asks is told so at once until it does");
    pending.shiftWhile(
      () => true,
      ({ reject: giveUp }) => giveUp(new RedisUnavailableError()),
    );
    void probeUntilUp();
  }

  function scheduleSilenceCheck(delayMs: number): void {
    // After the poll for input: answers that arrived while this process was busy are heard first.
    timer = setTimeout(() => setImmediate(checkSilence), delayMs).unref();
  }

  function checkSilence(): void {
    timer = undefined;
    const { oldest } = pending;
    if (!oldest || isOpen) return;
    const silentMs = performance.now() - Math.max(oldest.value.startedAt, lastReplyAt);
    if (silentMs < SILENCE_TIMEOUT_MS) scheduleSilenceCheck(SILENCE_TIMEOUT_MS - silentMs);
    else {
      open(`silent for ${Math.round(silentMs)} ms`);
      reset();
    }
  }

  function runGuarded<T>(call: () => Promise<T>): Promise<T> {
    if (isOpen) return Promise.reject(new RedisUnavailableError());
    return new Promise((resolve, reject) => {
      const entry = pending.add({ startedAt: performance.now(), reject: reject });
      if (!timer) scheduleSilenceCheck(SILENCE_TIMEOUT_MS);
      const onReply = () => {
        lastReplyAt = performance.now();
        pending.remove(entry);
      };
      call().then(
        (reply) => {
          onReply();
          resolve(reply);
        },
        (error) => {
          onReply();
          if (!isReply(error)) open(error instanceof Error ? error.message : String(error));
          reject(error);
        },
      );
    });
  }

  return {
    execute: (ask, name) =>
      withSpan(
        () => runGuarded(ask),
        () => ({ name: name(), kind: "client", attributes: { "db.system.name": "redis" } }),
      ),
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
