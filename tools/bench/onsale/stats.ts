/** What is timed. `firstPage` is the concert page with all its files, `firstHtml` its HTML alone. */
export const TIMED = [
  "firstHtml",
  "firstPage",
  "join",
  "poll",
  "seatPage",
  "seatMap",
  "hold",
  "pay",
  "ticketPage",
] as const;
export type Timed = (typeof TIMED)[number];

/** What fans of one process met; plain data, so that it crosses to another process. */
export type CrowdStats = {
  /** Milliseconds of each, with the waits that the server asked for. */
  ms: Record<Timed, number[]>;
  requests: number;
  /** Answers that sent a fan away, by what was asked, status and code. */
  refusals: Record<string, number>;
  /** Refusals that no page may give: 5xx other than 503, and 503 without Retry-After. */
  faults: Record<string, number>;
};

export const emptyStats = (): CrowdStats => ({
  ms: Object.fromEntries(TIMED.map((name): [Timed, number[]] => [name, []])) as Record<Timed, number[]>,
  requests: 0,
  refusals: {},
  faults: {},
});

export const countIn = (counts: Record<string, number>, name: string, by = 1): void => {
  counts[name] = (counts[name] ?? 0) + by;
};

/** The sum of what several processes met. */
export function mergeStats(all: readonly CrowdStats[]): CrowdStats {
  const merged = emptyStats();
  for (const { ms, requests, refusals, faults } of all) {
    for (const name of TIMED) merged.ms[name] = merged.ms[name].concat(ms[name]);
    merged.requests += requests;
    for (const [name, count] of Object.entries(refusals)) countIn(merged.refusals, name, count);
    for (const [name, count] of Object.entries(faults)) countIn(merged.faults, name, count);
  }
  return merged;
}

export type Percentiles = { count: number; p50: number; p95: number; p99: number };

/** Nearest-rank percentiles; 0 where nothing was measured. */
export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
