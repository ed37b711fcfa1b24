import type { Place } from "./world";

/** One action of a scenario. `old`: with the fan's first token, not the newest. */
export type Action =
  | { do: "join"; fan: number }
  | { do: "poll"; fan: number; old: boolean }
  | { do: "leave"; fan: number; old: boolean }
  | { do: "hold"; fan: number; seats: number[]; old: boolean }
  | { do: "release"; fan: number; of: number }
  | { do: "pay"; fan: number; of: number; all: boolean; again: Again }
  | { do: "refund"; fan: number; of: number; again: Again }
  | { do: "charge"; fan: number; amount: number; again: Again }
  | { do: "look"; fan: number }
  | { do: "steer"; capacity: number; paused: boolean }
  | { do: "edit"; seatLimit: number; refunds: boolean }
  | { do: "sweep" }
  | { do: "drain" }
  | { do: "forward"; ticks: number };

/** Whether the last request of this kind is repeated: no, with its own key, or with a new one. */
export type Again = "no" | "same key" | "new key";

/** An action bound to a place, to reservations by name, and to a key. */
export type BoundAction = {
  action: Action;
  /** Of the token that is sent; null when the fan has none. */
  place: Place | null;
  /** The reservations it names; UNKNOWN for one that does not exist. */
  names: string[];
  amount: number;
  key: string;
};

export const UNKNOWN = "unknown";

/** An action as one line of a printed scenario. */
export function describeAction({ action, place, names, amount, key }: BoundAction): string {
  const { do: kind, ...rest } = action;
  const actor = "fan" in rest ? `fan ${rest.fan} ` : "";
  const token = place && ["poll", "leave", "hold", "pay"].includes(kind) ? ` as #${place.number}` : "";
  switch (action.do) {
    case "hold":
      return `${actor}holds ${action.seats.join(" ")}${token}`;
    case "release":
    case "refund":
    case "pay":
      return `${actor}${kind}s ${names.join(" ")}${token}${kind === "release" ? "" : ` (key ${key})`}`;
    case "charge":
      return `${actor}charges ${amount} (key ${key})`;
    case "forward":
      return `the clock goes forward ${action.ticks * 70} s`;
    case "steer":
      return `an admin sets capacity ${action.capacity}${action.paused ? ", paused" : ""}`;
    case "edit":
      return `an admin sets seat limit ${action.seatLimit}, refunds ${action.refunds ? "open" : "closed"}`;
    default:
      return `${actor}${kind}s${token}`;
  }
}
