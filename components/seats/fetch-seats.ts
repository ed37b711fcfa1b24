import type { Seat } from "./types";

export type SeatMap = { version: number; seats: Seat[] };
export type SeatChanges = { version: number; since: number; changes: Pick<Seat, "number" | "status" | "mine">[] };

/** What came of asking for the seats of a date. */
export type SeatsResult =
  | { kind: "map"; map: SeatMap }
  | { kind: "changes"; changes: SeatChanges }
  | { kind: "over" }
  | { kind: "signedOut" }
  | { kind: "busy"; seconds: number }
  | { kind: "unreachable" };

const TIMEOUT_MS = 8_000;
const BUSY_SECONDS = 3; // when a busy answer names no time

async function toErrorResult(response: Response): Promise<SeatsResult> {
  if (response.status === 401) return { kind: "signedOut" };
  const problem = await response.json().catch(() => null);
  const code: unknown = problem?.code;
  if (response.status === 400 && typeof code === "string" && code.startsWith("QUEUE_TOKEN")) return { kind: "over" };
  const seconds = Number(response.headers.get("retry-after"));
  return { kind: "busy", seconds: seconds > 0 ? seconds : BUSY_SECONDS };
}

export const seatsUrl = (path: string, scheduleId: string, since: number | null): string =>
  `${path}?scheduleId=${encodeURIComponent(scheduleId)}${since === null ? "" : `&since=${since}`}`;

/** Asks for the seats of a date: all of them, or what changed since a version of the map. Never throws. */
export async function fetchSeats(scheduleId: string, since: number | null, signal: AbortSignal): Promise<SeatsResult> {
  try {
    const response = await fetch(seatsUrl("/api/seats", scheduleId, since), {
      cache: "no-store",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (!response.ok) return await toErrorResult(response);
    const body = (await response.json()) as SeatMap | SeatChanges;
    return "seats" in body ? { kind: "map", map: body } : { kind: "changes", changes: body };
  } catch {
    return { kind: "unreachable" };
  }
}

/**
 * The map with what changed since a version; null when something between that version and the map's is missing. What the
 * map has already changes nothing, and seats that stay as they are stay the same objects, so that nothing is drawn anew.
 */
export function applyChanges(map: SeatMap, { version, since, changes }: SeatChanges): SeatMap | null {
  if (since > map.version) return null;
  if (version <= map.version) return map;
  const changeByNumber = new Map(changes.map((change) => [change.number, change]));
  let unchanged = true;
  const seats = map.seats.map((seat) => {
    const { status, mine } = changeByNumber.get(seat.number) ?? seat;
    if (status === seat.status && mine === seat.mine) return seat;
    unchanged = false;
    return { ...seat, status, mine };
  });
  return { version, seats: unchanged ? map.seats : seats };
}
