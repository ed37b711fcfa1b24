import { Linked } from "./linked";
import { log } from "./log";
import { traced } from "./trace";

const PATIENCE_MS = 1_500; // silence on everything that was asked; a busy Redis answers something
const LOOK_EVERY_MS = 500; // whether it is back

/** Redis is gone: told at once, without asking it. */
export class RedisGone extends Error {
  constructor() {
    super("Redis does not answer");
    this.name = "RedisGone";
  }
}

type Waiting = { since: number; giveUp(error: Error): void };

/** Asks by a transport that is watched. `name` is what a trace says: a command, never its keys, which hold addresses and emails. */
export type Asked = <T>(ask: () => Promise<T>, name: () => string) => Promise<T>;
type Watch = { asked: Asked; close(): void };

// An answer that says no is an answer.
const isAnswer = (error: unknown) => error instanceof Error && /^(ReplyError|UpstashError)$/.test(error.name);

/**
 * Waits for a Redis that is gone once, not at every request. The first failure, or PATIENCE_MS in which
 * nothing at all was answered, ends whatever waits; from then on every request fails at once with {@link RedisGone},
 * while `ping` is asked in the background until there is an answer. `reset` lets go of a connection that has fallen silent.
 */
export function watch(ping: () => Promise<unknown>, reset: () => void): Watch {
  const waiting = new Linked<Waiting>();
  let [heardAt, looking, closed] = [0, false, false];
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    while (!closed) {
      const late = AbortSignal.timeout(PATIENCE_MS);
      const silence = new Promise<never>((_, reject) => late.addEventListener("abort", () => reject(new RedisGone())));
      const answered = ping().then(
        () => true,
        (error) => isAnswer(error),
      );
      if (await Promise.race([answered, silence]).catch(() => false)) break;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS).unref());
    }
    looking = false;
    if (!closed) log.info("Redis answers again");
  }

  function gone(why: string): void {
    if (looking || closed) return;
    looking = true;
    log.warn({ err: why }, "Redis does not answer; whoever asks is told so at once until it does");
    waiting.drain(
      () => true,
      ({ giveUp }) => giveUp(new RedisGone()),
    );
    void look();
  }

  function listen(delayMs: number): void {
    // After the poll for input: answers that arrived while this process was busy are heard first.
    timer = setTimeout(() => setImmediate(judge), delayMs).unref();
  }

  function judge(): void {
    timer = undefined;
    const { oldest } = waiting;
    if (!oldest || looking) return;
    const silentMs = performance.now() - Math.max(oldest.value.since, heardAt);
    if (silentMs < PATIENCE_MS) listen(PATIENCE_MS - silentMs);
    else {
      gone(`silent for ${Math.round(silentMs)} ms`);
      reset();
    }
  }

  function heard<T>(ask: () => Promise<T>): Promise<T> {
    if (looking) return Promise.reject(new RedisGone());
    return new Promise((resolve, reject) => {
      const mine = waiting.add({ since: performance.now(), giveUp: reject });
      if (!timer) listen(PATIENCE_MS);
      const hear = () => {
        heardAt = performance.now();
        waiting.remove(mine);
      };
      ask().then(
        (answer) => {
          hear();
          resolve(answer);
        },
        (error) => {
          hear();
          if (!isAnswer(error)) gone(error instanceof Error ? error.message : String(error));
          reject(error);
        },
      );
    });
  }

  return {
    asked: (ask, name) =>
      traced(
        () => heard(ask),
        () => ({ name: name(), kind: "client", facts: { "db.system.name": "redis" } }),
      ),
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
