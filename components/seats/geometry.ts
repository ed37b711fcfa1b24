import type { Point } from "@/lib/concerts/halls/hall";

/** Hall units between neighbouring seats: at zoom 1 that many CSS pixels, the smallest target for a finger. */
export const SEAT_PITCH = 24;
const SAMPLE_SIZE = 96; // seats measured to find the usual distance; enough for a percentile, cheap in a stadium

/** The distance between neighbouring seats in the plan's own units: a low percentile, so that no two seats overlap. */
export function seatPitch(seats: readonly Point[]): number {
  const step = Math.max(1, Math.floor(seats.length / SAMPLE_SIZE));
  const nearest: number[] = [];
  for (let index = 0; index < seats.length; index += step) {
    const from = seats[index];
    if (!from) continue;
    let best = Number.POSITIVE_INFINITY;
    for (const to of seats) {
      const distance = Math.hypot(to.x - from.x, to.y - from.y);
      if (distance > 0 && distance < best) best = distance;
    }
    if (Number.isFinite(best)) nearest.push(best);
  }
  nearest.sort((a, b) => a - b);
  return nearest[Math.floor(nearest.length / 10)] ?? SEAT_PITCH;
}

/** The index of the seat nearest to a point within `radius`; -1 for none. */
export function hitTest(seats: readonly Point[], point: Point, radius: number): number {
  let nearest = -1;
  let best = radius;
  for (const [index, seat] of seats.entries()) {
    const distance = Math.hypot(seat.x - point.x, seat.y - point.y);
    if (distance <= best) {
      best = distance;
      nearest = index;
    }
  }
  return nearest;
}

export type Direction = "left" | "right" | "up" | "down";

/**
 * The index of the seat an arrow key moves to; -1 at the edge of the hall. A step aside costs double, so that left and
 * right stay in the row where rows curve.
 */
export function neighbour(seats: readonly Point[], from: number, direction: Direction): number {
  const origin = seats[from];
  if (!origin) return -1;
  const sideways = direction === "left" || direction === "right";
  const sign = direction === "right" || direction === "down" ? 1 : -1;
  let nearest = -1;
  let best = Number.POSITIVE_INFINITY;
  for (const [index, seat] of seats.entries()) {
    const [dx, dy] = [seat.x - origin.x, seat.y - origin.y];
    const along = sign * (sideways ? dx : dy);
    const aside = Math.abs(sideways ? dy : dx);
    if (along <= 0 || aside > along) continue;
    const cost = along + 2 * aside;
    if (cost < best) {
      best = cost;
      nearest = index;
    }
  }
  return nearest;
}
