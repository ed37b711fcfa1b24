import type { Direction } from "./geometry";

const ARROWS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

export type MapCommand =
  | { do: "go"; direction: Direction }
  | { do: "pan"; dx: number; dy: number }
  | { do: "zoom"; factor: number }
  | { do: "press" }
  | { do: "all" };

type KeyPress = { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

const STEP_PX = 80;
const PANS: Record<Direction, [number, number]> = {
  left: [STEP_PX, 0],
  right: [-STEP_PX, 0],
  up: [0, STEP_PX],
  down: [0, -STEP_PX],
};

/** What a key means on the map; null for keys that are the browser's. */
export function commandForKey({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyPress): MapCommand | null {
  if (ctrlKey || metaKey || altKey) return null;
  const direction = ARROWS[key];
  if (direction && shiftKey) return { do: "pan", dx: PANS[direction][0], dy: PANS[direction][1] };
  if (direction) return { do: "go", direction };
  if (key === " " || key === "Enter") return { do: "press" };
  if (key === "+" || key === "=") return { do: "zoom", factor: 1.5 };
  if (key === "-" || key === "_") return { do: "zoom", factor: 1 / 1.5 };
  return key === "0" ? { do: "all" } : null;
}
