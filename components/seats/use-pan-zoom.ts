"use client";

import { type RefObject, useCallback, useEffect, useRef } from "react";
import { animateView, stopAnimation } from "./animate-view";
import { type BoundingBox, type Point, SEAT_PITCH } from "./geometry";
import { trackGestures } from "./pointer-gestures";
import { centerOn, clampView, fitView, reveal, type Size, toHallPoint, type View, zoomAbout } from "./view";

export type PanZoom = {
  /** The point of the hall under a point of the window. */
  at: (client: Point) => Point;
  /** CSS pixels between neighbouring seats, as drawn now. */
  pitch: () => number;
  zoomBy: (factor: number) => void;
  showAll: () => void;
  moveBy: (dx: number, dy: number) => void;
  /** Brings a seat into sight, and near enough to be seen when the hall is drawn small. */
  show: (at: Point) => void;
  approach: (at: Point) => void;
  /** Whether the gesture that just ended moved the hall, so that its click chooses nothing. */
  moved: () => boolean;
};

const CLOSE_UP_ZOOM = 1.35; // zoom of a close look: seats 32 px apart, a comfortable target

/**
 * Pan and zoom of a hall inside `frame`. The view lives outside React: each change goes straight to `draw`, at most once
 * a frame, so that a thousand seats move without being rendered again.
 */
export function usePanZoom(
  frame: RefObject<Element | null>,
  box: BoundingBox,
  draw: (view: View, size: Size) => void,
): PanZoom {
  const state = useRef({ view: { k: 1, x: 0, y: 0 }, size: { width: 0, height: 0 }, whole: true, moved: false });
  const pending = useRef(0);

  const set = useCallback(
    (view: View, whole = false) => {
      const { current } = state;
      current.view = clampView(view, box, current.size);
      current.whole = whole;
      cancelAnimationFrame(pending.current);
      pending.current = requestAnimationFrame(() => draw(current.view, current.size));
    },
    [box, draw],
  );
  const minZoom = useCallback(() => fitView(box, state.current.size).k * 0.8, [box]);
  const middle = useCallback(() => ({ x: state.current.size.width / 2, y: state.current.size.height / 2 }), []);
  const showAll = useCallback(
    () => animateView(state.current.view, fitView(box, state.current.size), (view) => set(view, true)),
    [box, set],
  );
  const animateTo = useCallback((view: View) => animateView(state.current.view, view, set), [set]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => {
      const { width, height } = element.getBoundingClientRect();
      state.current.size = { width, height };
      set(state.current.whole ? fitView(box, state.current.size) : state.current.view, state.current.whole);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const unfollow = trackGestures(element, {
      begin: () => {
        stopAnimation();
        state.current.moved = false;
      },
      move: ({ dx, dy, factor, about }) => {
        stopAnimation();
        state.current.moved = true;
        const { view } = state.current;
        const panned = { ...view, x: view.x + dx, y: view.y + dy };
        set(factor === 1 ? panned : zoomAbout(panned, about, factor, minZoom()));
      },
    });
    return () => {
      observer.disconnect();
      unfollow();
    };
  }, [frame, box, set, minZoom]);

  const at = useCallback(
    (client: Point) => {
      const rect = frame.current?.getBoundingClientRect();
      return toHallPoint(state.current.view, { x: client.x - (rect?.left ?? 0), y: client.y - (rect?.top ?? 0) });
    },
    [frame],
  );
  return {
    at,
    pitch: () => state.current.view.k * SEAT_PITCH,
    zoomBy: (factor) => animateTo(zoomAbout(state.current.view, middle(), factor, minZoom())),
    showAll,
    moveBy: (dx, dy) => set({ ...state.current.view, x: state.current.view.x + dx, y: state.current.view.y + dy }),
    show: (point) => {
      const { view, size } = state.current;
      animateTo(view.k < 1 ? centerOn(point, size, CLOSE_UP_ZOOM) : reveal(view, point, size));
    },
    approach: (point) => animateTo(centerOn(point, state.current.size, CLOSE_UP_ZOOM)),
    moved: () => state.current.moved,
  };
}
