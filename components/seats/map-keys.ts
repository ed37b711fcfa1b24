import type { Direction } from "./geometry";

const ARROWS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

export type MapCommand =
  | { type: "move"; direction: Direction }
  | { type: "pan"; dx: number; dy: number }
  | { type: "zoom"; factor: number }
  | { type: "toggle" }
  | { type: "fit" };

type KeyPress = { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

const PAN_PX = 80;
const PANS: Record<Direction, { dx: number; dy: number }> = {
  left: { dx: PAN_PX, dy: 0 },
  right: { dx: -PAN_PX, dy: 0 },
  up: { dx: 0, dy: PAN_PX },
  down: { dx: 0, dy: -PAN_PX },
};

/** The command of a key on the map; null for keys that are the browser's. */
export function commandForKey({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyPress): MapCommand | null {
  if (ctrlKey || metaKey || altKey) return null;
  const direction = ARROWS[key];
  if (direction) return shiftKey ? { type: "pan", ...PANS[direction] } : { type: "move", direction };
  if (key === " " || key === "Enter") return { type: "toggle" };
  if (key === "+" || key === "=") return { type: "zoom", factor: 1.5 };
  if (key === "-" || key === "_") return { type: "zoom", factor: 1 / 1.5 };
  return key === "0" ? { type: "fit" } : null;
}
