import { type ApiResponse, errorCodeOf } from "./response";

export const SLICE_MS = 500;

/** What happened in one slice of the chaos test. */
export type Slice = { answered: number; refused: number; failed: number };
export type Band = { name: string; from: number; until: number };

/** Load, errors and faults as they happened; times in ms since the beginning. */
export class Timeline {
  readonly beganAt = Date.now();
  readonly slices: Slice[] = [];
  readonly bands: Band[] = [];
  longestMs = 0;
  /** What took so long: request, status, when. */
  longest = "";
  requests = 0;
  failures = 0;

  now = (): number => Date.now() - this.beganAt;

  /**
   * One request: its answer, of status 0 when none came, and how long it took; `ours` when the fan hung up on purpose. Who
   * was turned away for want of room was refused: the service said so itself, at once.
   */
  count(request: string, { status, body }: ApiResponse, tookMs: number, ours: boolean): void {
    const at = Math.floor(this.now() / SLICE_MS);
    for (let slice = this.slices.length; slice <= at; slice++) this.slices.push({ answered: 0, refused: 0, failed: 0 });
    const slice = this.slices[at];
    if (!slice) return;
    this.requests += 1;
    if (tookMs > this.longestMs) {
      this.longestMs = tookMs;
      this.longest = `${request} → ${status || "no answer"}, at ${(this.now() / 1000).toFixed(1)} s`;
    }
    const isFull = status === 503 && errorCodeOf(body) === "OVERLOADED";
    if ((status === 0 && !ours) || (status >= 500 && !isFull)) {
      slice.failed += 1;
      this.failures += 1;
    } else if (status >= 400) slice.refused += 1;
    else slice.answered += 1;
  }

  failuresBetween(from: number, until: number): number {
    const [first, last] = [Math.floor(from / SLICE_MS), Math.ceil(until / SLICE_MS)];
    return this.slices.slice(first, last).reduce((sum, { failed }) => sum + failed, 0);
  }
}
