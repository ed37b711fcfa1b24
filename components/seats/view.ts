import type { Box, Point } from "@/lib/concerts/halls/hall";

/** Where the hall is on the screen: screen = hall × k + (x, y), in CSS pixels. */
export type View = { k: number; x: number; y: number };
export type Size = { width: number; height: number };

export const MAX_ZOOM = 3;

/** Pixels kept free around the hall: for the buttons above it and the legend below. */
export type Margin = { top: number; bottom: number; side: number };
const MARGIN: Margin = { top: 68, bottom: 48, side: 16 };
const MAX_FIT_ZOOM = 1.75; // a small room is not blown up into a poster of dots

/** The whole hall, in the middle of what its margin leaves free. */
export function fitView(box: Box, size: Size, { top, bottom, side }: Margin = MARGIN): View {
  const [width, height] = [Math.max(1, size.width - 2 * side), Math.max(1, size.height - top - bottom)];
  const k = Math.min(MAX_FIT_ZOOM, width / Math.max(1, box.width), height / Math.max(1, box.height));
  return { k, x: size.width / 2 - (box.x + box.width / 2) * k, y: top + height / 2 - (box.y + box.height / 2) * k };
}

export const toHallPoint = (view: View, point: Point): Point => ({
  x: (point.x - view.x) / view.k,
  y: (point.y - view.y) / view.k,
});

const clamp = (low: number, value: number, high: number) => Math.min(Math.max(value, low), high);

/** Zooms by `factor` about a point of the screen, which stays where it is. */
export function zoomAbout(view: View, about: Point, factor: number, minZoom: number): View {
  const k = clamp(Math.min(minZoom, MAX_ZOOM), view.k * factor, MAX_ZOOM);
  const ratio = k / view.k;
  return { k, x: about.x - (about.x - view.x) * ratio, y: about.y - (about.y - view.y) * ratio };
}

const clampOffset = (offset: number, start: number, length: number, screen: number, keep: number): number => {
  const low = Math.min(keep - (start + length), screen / 2 - (start + length / 2));
  const high = Math.max(screen - keep - start, screen / 2 - (start + length / 2));
  return clamp(low, offset, high);
};

/** Keeps at least `keep` pixels of the hall in sight on every side. */
export function clampView(view: View, box: Box, size: Size, keep = 96): View {
  const { k } = view;
  return {
    k,
    x: clampOffset(view.x, box.x * k, box.width * k, size.width, Math.min(keep, size.width / 3)),
    y: clampOffset(view.y, box.y * k, box.height * k, size.height, Math.min(keep, size.height / 3)),
  };
}

/** Moves as little as needed for a point of the hall to be `margin` pixels inside the screen. */
export function reveal(view: View, point: Point, size: Size, margin = 56): View {
  const [x, y] = [point.x * view.k + view.x, point.y * view.k + view.y];
  const inside = (value: number, length: number) =>
    clamp(Math.min(margin, length / 2), value, Math.max(length - margin, length / 2));
  return { ...view, x: view.x + inside(x, size.width) - x, y: view.y + inside(y, size.height) - y };
}

/** A point of the hall in the middle of the screen, at zoom `k`. */
export const centerOn = (point: Point, size: Size, k: number): View => ({
  k,
  x: size.width / 2 - point.x * k,
  y: size.height / 2 - point.y * k,
});
