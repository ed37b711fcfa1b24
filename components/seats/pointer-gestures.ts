import type { Point } from "@/lib/concerts/halls/hall";

/** A step of a drag, pinch or wheel: pixels moved, and the zoom `factor` about a point of the element. */
export type Gesture = { dx: number; dy: number; factor: number; about: Point };
type GestureHandlers = { onStart: () => void; onMove: (gesture: Gesture) => void };

const DRAG_PX = 6; // a finger that taps moves less
const ZOOM_PER_WHEEL_PX = 0.0016; // a notch of a wheel is about 100
const WHEEL_LINE_PX = 16;
const TRACKPAD_PINCH_FACTOR = 5; // a trackpad's pinch comes as small wheel steps with ctrl

const centroid = (points: Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
});

/** The distance between the first two pointers; 0 for a single one. */
const spread = ([a, b]: Point[]): number => (a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0);

/** Reports drag, pinch and wheel over an element, in pixels of that element. Returns how to stop. */
export function trackGestures(element: Element, { onStart, onMove }: GestureHandlers): () => void {
  const pointers = new Map<number, Point>();
  let start: Point = { x: 0, y: 0 };
  let dragging = false;

  const localPoint = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };

  function onPointerDown(event: Event) {
    const pointer = event as PointerEvent;
    if (pointer.pointerType === "mouse" && pointer.button !== 0) return;
    if (pointers.size === 0) {
      onStart();
      start = localPoint(pointer);
      dragging = false;
    }
    pointers.set(pointer.pointerId, localPoint(pointer));
  }

  function onPointerMove(event: Event) {
    const pointer = event as PointerEvent;
    if (!pointers.has(pointer.pointerId)) return;
    const before = [...pointers.values()];
    const to = localPoint(pointer);
    if (!dragging && pointers.size === 1 && Math.hypot(to.x - start.x, to.y - start.y) < DRAG_PX) return;
    if (!dragging) {
      dragging = true;
      for (const id of pointers.keys()) element.setPointerCapture(id);
    }
    pointers.set(pointer.pointerId, to);
    const after = [...pointers.values()];
    const [from, about] = [centroid(before), centroid(after)];
    const factor = spread(before) > 0 ? spread(after) / spread(before) : 1;
    onMove({ dx: about.x - from.x, dy: about.y - from.y, factor, about });
  }

  const onPointerUp = (event: Event) => pointers.delete((event as PointerEvent).pointerId);

  function onWheel(event: Event) {
    const wheel = event as WheelEvent;
    event.preventDefault();
    const unitPx = wheel.deltaMode === WheelEvent.DOM_DELTA_LINE ? WHEEL_LINE_PX : 1;
    const strength = wheel.ctrlKey ? TRACKPAD_PINCH_FACTOR : 1;
    const factor = Math.exp(-wheel.deltaY * unitPx * ZOOM_PER_WHEEL_PX * strength);
    onMove({ dx: 0, dy: 0, factor, about: localPoint(wheel) });
  }

  const listeners: [string, (event: Event) => void][] = [
    ["pointerdown", onPointerDown],
    ["pointermove", onPointerMove],
    ["pointerup", onPointerUp],
    ["pointercancel", onPointerUp],
    ["wheel", onWheel],
  ];
  for (const [type, listener] of listeners) element.addEventListener(type, listener, { passive: false });
  return () => {
    for (const [type, listener] of listeners) element.removeEventListener(type, listener);
  };
}
