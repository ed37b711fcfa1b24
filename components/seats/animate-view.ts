import type { View } from "./view";

const ANIMATION_MS = 200;

let current = 0;

const prefersReducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const ease = (part: number) => 1 - (1 - part) ** 3;

/** Stops where it is: a hand on the hall goes before any glide. */
export const stopAnimation = (): void => cancelAnimationFrame(current);

/** Goes from one view to another in a fifth of a second, or at once for those who asked for no motion. */
export function animateView(from: View, to: View, set: (view: View) => void): void {
  stopAnimation();
  if (prefersReducedMotion()) {
    set(to);
    return;
  }
  const startedAt = performance.now();
  const step = (now: number) => {
    const part = Math.min(1, Math.max(0, (now - startedAt) / ANIMATION_MS));
    const eased = ease(part);
    const between = (a: number, b: number) => a + (b - a) * eased;
    set({ k: between(from.k, to.k), x: between(from.x, to.x), y: between(from.y, to.y) });
    if (part < 1) current = requestAnimationFrame(step);
  };
  current = requestAnimationFrame(step);
}
