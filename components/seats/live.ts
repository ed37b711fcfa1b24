import type { Seat } from "./types";

export type SeatMap = { scheduleId: string; version: number | string; seats: Seat[] };

/** What came of asking for the seats of a date. */
export type Heard =
  | { kind: "seats"; map: SeatMap; etag: string | null }
  | { kind: "same" }
  | { kind: "over" }
  | { kind: "signedOut" }
  | { kind: "busy"; seconds: number }
  | { kind: "unreachable" };

const TIMEOUT_MS = 8_000;
const BUSY_SECONDS = 3; // when a busy answer names no time

async function refusal(response: Response): Promise<Heard> {
  if (response.status === 401) return { kind: "signedOut" };
  const problem = await response.json().catch(() => null);
  const code: unknown = problem?.code;
  if (response.status === 400 && typeof code === "string" && code.startsWith("QUEUE_TOKEN")) return { kind: "over" };
  const seconds = Number(response.headers.get("retry-after"));
  return { kind: "busy", seconds: seconds > 0 ? seconds : BUSY_SECONDS };
}

/** Asks for the seats of a date; an unchanged hall costs a few bytes (304). Never throws. */
export async function hear(scheduleId: string, etag: string | null, signal: AbortSignal): Promise<Heard> {
  try {
    const response = await fetch(`/api/seats?scheduleId=${encodeURIComponent(scheduleId)}`, {
      cache: "no-store",
      headers: etag ? { "if-none-match": etag } : {},
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (response.status === 304) return { kind: "same" };
    if (!response.ok) return await refusal(response);
    const map = (await response.json()) as SeatMap;
    return Array.isArray(map.seats)
      ? { kind: "seats", map, etag: response.headers.get("etag") }
      : { kind: "unreachable" };
  } catch {
    return { kind: "unreachable" };
  }
}
