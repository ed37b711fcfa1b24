export type Ticket = {
  token: string;
  concertId: string;
  status: "WAITING" | "ACTIVE" | "EXPIRED";
  number: number;
  position: number;
  etaSeconds: number | null;
  pollAfterMs: number;
  expiresAt: string | null;
};

/** What came of asking the line: a ticket, a refusal that asking again would not change, or a reason to ask later. */
export type Outcome =
  | { kind: "ticket"; ticket: Ticket }
  | { kind: "refused"; code: string }
  | { kind: "busy"; seconds: number }
  | { kind: "unreachable" };

const BUSY_SECONDS = 5; // when a busy answer names no time

/** `Retry-After` in seconds, as a number or as a date; at least one, so that nobody hammers. */
export function retryAfter(header: string | null, now: number): number {
  const seconds = Number(header ?? Number.NaN);
  if (Number.isFinite(seconds)) return Math.max(1, Math.ceil(seconds));
  const at = Date.parse(header ?? "");
  return Number.isNaN(at) ? BUSY_SECONDS : Math.max(1, Math.ceil((at - now) / 1000));
}

/** Reads an answer of `/api/queue`. Anything that is neither a ticket nor a known refusal is worth another try. */
export async function outcomeOf(response: Response, now: number): Promise<Outcome> {
  if (response.status === 429 || response.status >= 500)
    return { kind: "busy", seconds: retryAfter(response.headers.get("retry-after"), now) };
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== "object" || body === null) return { kind: "unreachable" };
  if (response.ok && "status" in body && "position" in body) return { kind: "ticket", ticket: body as Ticket };
  if ("code" in body && typeof body.code === "string") return { kind: "refused", code: body.code };
  return { kind: "unreachable" };
}

/** Milliseconds until the next try after `failures` failed ones: 1, 2, 4, 8, then 15 s, spread by up to a quarter. */
export const backoffMs = (failures: number, random: number): number =>
  Math.min(15_000, 1000 * 2 ** Math.max(0, failures - 1)) * (1 + random / 4);
