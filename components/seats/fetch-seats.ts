import type * as contract from "@/client/types";

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

async function toErrorResult(response: Response): Promise<SeatsResult> {
  if (response.status === 401) return { kind: "signedOut" };
  const problem = await response.json().catch(() => null);
  const code: unknown = problem?.code;
  if (response.status === 400 && typeof code === "string" && code.startsWith("QUEUE_TOKEN")) return { kind: "over" };
  const seconds = Number(response.headers.get("retry-after"));
  return { kind: "busy", seconds: seconds > 0 ? seconds : DEFAULT_RETRY_SECONDS };
}

export const seatsUrl = (path: string, scheduleId: string, since: number | null): string =>
  `${path}?scheduleId=${encodeURIComponent(scheduleId)}${since === null ? "" : `&since=${since}`}`;

/** Fetches the seats of a date: all of them, or what changed since a version of the map. Never throws. */
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
