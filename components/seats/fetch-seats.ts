import type * as contract from "@/client/types";
import { fetchApi } from "../api";

export type SeatMap = Pick<contract.SeatMap, "version" | "seats">;
export type SeatChanges = Pick<contract.SeatChanges, "version" | "since" | "changes">;

export type SeatsResult =
  | { kind: "map"; map: SeatMap }
  | { kind: "changes"; changes: SeatChanges }
  | { kind: "over" }
  | { kind: "signedOut" }
  | { kind: "busy"; seconds: number }
  | { kind: "unreachable" };

const TIMEOUT_MS = 8_000;
const DEFAULT_RETRY_SECONDS = 3; // where the response has no Retry-After

export const seatsUrl = (path: string, scheduleId: string, since: number | null): string =>
  `${path}?scheduleId=${encodeURIComponent(scheduleId)}${since === null ? "" : `&since=${since}`}`;

/** Fetches the seats of a date: all of them, or what changed since a version of the map. Never throws. */
export async function fetchSeats(scheduleId: string, since: number | null, signal: AbortSignal): Promise<SeatsResult> {
  const url = seatsUrl("/api/seats", scheduleId, since);
  const response = await fetchApi<SeatMap | SeatChanges | null>(url, { signal, timeoutMs: TIMEOUT_MS });
  if (response.ok) {
    const { data } = response;
    if (!data) return { kind: "unreachable" };
    return "seats" in data ? { kind: "map", map: data } : { kind: "changes", changes: data };
  }
  const { status, code, retryAfterSeconds } = response;
  if (code === "OFFLINE") return { kind: "unreachable" };
  if (status === 401) return { kind: "signedOut" };
  if (status === 400 && code.startsWith("QUEUE_TOKEN")) return { kind: "over" };
  return { kind: "busy", seconds: retryAfterSeconds ?? DEFAULT_RETRY_SECONDS };
}

/**
 * The map with the changes applied; null where changes between its version and theirs are missing. Seats that stay as
 * they are stay the same objects, so that nothing is rendered anew.
 */
export function applyChanges(map: SeatMap, { version, since, changes }: SeatChanges): SeatMap | null {
  if (since > map.version) return null;
  if (version <= map.version) return map;
  const byNumber = new Map(changes.map((change) => [change.number, change]));
  let unchanged = true;
  const seats = map.seats.map((seat) => {
    const { status, mine } = byNumber.get(seat.number) ?? seat;
    if (status === seat.status && mine === seat.mine) return seat;
    unchanged = false;
    return { ...seat, status, mine };
  });
  return { version, seats: unchanged ? map.seats : seats };
}
