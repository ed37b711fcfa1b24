import type { Point } from "./geometry";

type Move = { dx: number; dy: number; factor: number; about: Point };
type GestureHandler = { begin: () => void; move: (move: Move) => void };

const DRAG_PX = 6; // a finger that means a tap moves less
const WHEEL_STEP = 0.0016; // zoom for one unit of wheel; a notch is about 100

const centroid = (points: Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
});

/** 0 for one finger, else how far the first two are apart. */
const spread = ([a, b]: Point[]): number => (a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0);

/** Turns drag, pinch and wheel over an element into moves, in pixels of that element. Returns how to stop. */
export function trackGestures(element: Element, { begin, move }: GestureHandler): () => void {
  const down = new Map<number, Point>();
  let start: Point = { x: 0, y: 0 };
  let dragging = false;

  const local = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };

  function onDown(event: Event) {
    const pointer = event as PointerEvent;
    if (pointer.pointerType === "mouse" && pointer.button !== 0) return;
    if (down.size === 0) {
      begin();
      start = local(pointer);
      dragging = false;
    }
    down.set(pointer.pointerId, local(pointer));
  }

  function onMove(event: Event) {
    const pointer = event as PointerEvent;
    if (!down.has(pointer.pointerId)) return;
    const before = [...down.values()];
    const to = local(pointer);
    if (!dragging && down.size === 1 && Math.hypot(to.x - start.x, to.y - start.y) < DRAG_PX) return;
    if (!dragging) {
      dragging = true;
      for (const id of down.keys()) element.setPointerCapture(id);
    }
    down.set(pointer.pointerId, to);
    const now = [...down.values()];
    const [from, about] = [centroid(before), centroid(now)];
    const factor = spread(before) > 0 ? spread(now) / spread(before) : 1;
    move({ dx: about.x - from.x, dy: about.y - from.y, factor, about });
  }

  const onUp = (event: Event) => down.delete((event as PointerEvent).pointerId);

  function onWheel(event: Event) {
    const wheel = event as WheelEvent;
    event.preventDefault();
    const lines = wheel.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const strength = wheel.ctrlKey ? 5 : 1; // a trackpad's pinch comes as small wheel steps with ctrl
    move({ dx: 0, dy: 0, factor: Math.exp(-wheel.deltaY * lines * WHEEL_STEP * strength), about: local(wheel) });
  }

  const listeners: [string, (event: Event) => void][] = [
    ["pointerdown", onDown],
    ["pointermove", onMove],
    ["pointerup", onUp],
    ["pointercancel", onUp],
    ["wheel", onWheel],
  ];
  for (const [type, listener] of listeners) element.addEventListener(type, listener, { passive: false });
  return () => {
    for (const [type, listener] of listeners) element.removeEventListener(type, listener);
  };
}
