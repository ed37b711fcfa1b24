import { LinkedList } from "@/lib/core/linked-list";

const CHECK_EVERY_MS = 250;

type Pending = { deadline: number; expire(): void };

/**
 * A timeout for whole requests: what has not settled within `ms` (plus a quarter of a second) rejects with `onTimeout()`. The
 * work itself goes on, and `onSettled` is called when it ends. One timer serves all, because one per request would cost.
 */
export function createTimeout(ms: number, onTimeout: () => Error) {
  const pending = new LinkedList<Pending>();
  let timer: NodeJS.Timeout | undefined;

  function expireDue(): void {
    const now = performance.now();
    pending.shiftWhile(
      ({ deadline }) => deadline <= now,
      ({ expire }) => expire(),
    );
    if (pending.oldest) return;
    clearInterval(timer);
    timer = undefined;
  }

  return <T>(work: Promise<T>, onSettled: () => void = () => {}): Promise<T> =>
    new Promise((resolve, reject) => {
      const node = pending.add({ deadline: performance.now() + ms, expire: () => reject(onTimeout()) });
      timer ??= setInterval(expireDue, CHECK_EVERY_MS).unref();
      work
        .finally(() => {
          pending.remove(node);
          onSettled();
        })
        .then(resolve, reject);
    });
}
