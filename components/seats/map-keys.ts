import type { Direction } from "./geometry";

const PAN_PX = 80;

const ARROWS: Record<string, { direction: Direction; dx: number; dy: number }> = {
  ArrowLeft: { direction: "left", dx: PAN_PX, dy: 0 },
  ArrowRight: { direction: "right", dx: -PAN_PX, dy: 0 },
  ArrowUp: { direction: "up", dx: 0, dy: PAN_PX },
  ArrowDown: { direction: "down", dx: 0, dy: -PAN_PX },
};

export type MapCommand =
  | { type: "move"; direction: Direction }
  | { type: "pan"; dx: number; dy: number }
  | { type: "zoom"; factor: number }
  | { type: "toggle" }
  | { type: "fit" };

type KeyPress = { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

/** The command of a key on the map; null for keys that are the browser's. */
export function commandForKey({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyPress): MapCommand | null {
  if (ctrlKey || metaKey || altKey) return null;
  const arrow = ARROWS[key];
  if (arrow) {
    const { direction, ...pan } = arrow;
    return shiftKey ? { type: "pan", ...pan } : { type: "move", direction };
  }
  if (key === " " || key === "Enter") return { type: "toggle" };
  if (key === "+" || key === "=") return { type: "zoom", factor: 1.5 };
  if (key === "-" || key === "_") return { type: "zoom", factor: 1 / 1.5 };
  return key === "0" ? { type: "fit" } : null;
}
