/**
 * Tells at once that something has happened, then every `everyMs` how often it has since, by kind, as long as it goes on: what
 * happens thousands of times a second is a line of the log now and then.
 */
export function seldom<Kind extends string>(
  everyMs: number,
  tell: (counts: Partial<Record<Kind, number>>) => void,
): (kind: Kind) => void {
  let untold: Partial<Record<Kind, number>> = {};
  let telling = false;

  function tellAll(): void {
    telling = Object.keys(untold).length > 0;
    if (!telling) return;
    tell(untold);
    untold = {};
    setTimeout(tellAll, everyMs).unref();
  }

  return (kind) => {
    untold[kind] = (untold[kind] ?? 0) + 1;
    if (!telling) tellAll();
  };
}
