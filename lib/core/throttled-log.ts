/** Reports an event at once, then the count of each kind every `everyMs` until there are none. */
export function throttleByKind<Kind extends string>(
  everyMs: number,
  report: (counts: Partial<Record<Kind, number>>) => void,
): (kind: Kind) => void {
  let pending: Partial<Record<Kind, number>> = {};
  let timerRunning = false;

  function flush(): void {
    timerRunning = Object.keys(pending).length > 0;
    if (!timerRunning) return;
    report(pending);
    pending = {};
    setTimeout(flush, everyMs).unref();
  }

  return (kind) => {
    pending[kind] = (pending[kind] ?? 0) + 1;
    if (!timerRunning) flush();
  };
}
