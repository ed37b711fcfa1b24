import { LinkedList } from "@/lib/core/linked-list";

const LOOK_EVERY_MS = 250;

type Mine = { until: number; giveUp(): void };

const nothing = () => {};

/**
 * An end to whole requests: what has not answered within `ms` (plus a quarter of a second) is answered with `late()`.
 * What it does goes on: its outcome is not known, and `over` is called when it has come to its end. One timer serves all,
 * since each of many thousands would cost.
 */
export function createTimeout(ms: number, late: () => Error) {
  const underWay = new LinkedList<Mine>();
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    const now = performance.now();
    underWay.shiftWhile(
      ({ until }) => until <= now,
      ({ giveUp }) => giveUp(),
    );
    if (underWay.oldest) return;
    clearInterval(timer);
    timer = undefined;
  }

  return <T>(work: Promise<T>, over: () => void = nothing): Promise<T> =>
    new Promise((resolve, reject) => {
      const mine = underWay.add({ until: performance.now() + ms, giveUp: () => reject(late()) });
      timer ??= setInterval(look, LOOK_EVERY_MS).unref();
      work.then(
        (done) => {
          underWay.remove(mine);
          over();
          resolve(done);
        },
        (error) => {
          underWay.remove(mine);
          over();
          reject(error);
        },
      );
    });
}
