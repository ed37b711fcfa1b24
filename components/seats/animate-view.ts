import type { View } from "./view";

const ANIMATION_MS = 200;

let frame = 0;

const prefersReducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const easeOut = (progress: number) => 1 - (1 - progress) ** 3;

/** Stops a running animation where it is: a gesture goes before it. */
export const stopAnimation = (): void => cancelAnimationFrame(frame);

/** Moves from one view to another in 200 ms, or at once where the user prefers reduced motion. */
export function animateView(from: View, to: View, setView: (view: View) => void): void {
  stopAnimation();
  if (prefersReducedMotion()) {
    setView(to);
    return;
  }
  const startedAt = performance.now();
  const step = (now: number) => {
    const progress = Math.min(1, Math.max(0, (now - startedAt) / ANIMATION_MS));
    const eased = easeOut(progress);
    const interpolate = (a: number, b: number) => a + (b - a) * eased;
    setView({ k: interpolate(from.k, to.k), x: interpolate(from.x, to.x), y: interpolate(from.y, to.y) });
    if (progress < 1) frame = requestAnimationFrame(step);
  };
  frame = requestAnimationFrame(step);
}
