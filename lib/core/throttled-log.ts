/**
 * Tells at once that something has happened, then every `everyMs` how often it has since, by kind, as long as it goes on: what
 * happens thousands of times a second is a line of the log now and then.
 */
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
