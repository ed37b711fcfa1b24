"use client";

import { type RefObject, useCallback, useEffect, useRef } from "react";
import { type Box, PITCH, type Point } from "./geometry";
import { glide, halt } from "./glide";
import { followPointers } from "./pointers";
import { closeUp, overview, reveal, type Size, settled, toHall, type View, zoom } from "./view";

export type Viewer = {
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

const NEAR = 1.35; // zoom of a close look: seats 32 px apart, a comfortable target

/**
 * Pan and zoom of a hall inside `frame`. The view lives outside React: each change goes straight to `draw`, at most once
 * a frame, so that a thousand seats move without being rendered again.
 */
export function useView(frame: RefObject<Element | null>, box: Box, draw: (view: View, size: Size) => void): Viewer {
  const state = useRef({ view: { k: 1, x: 0, y: 0 }, size: { width: 0, height: 0 }, whole: true, moved: false });
  const pending = useRef(0);

  const set = useCallback(
    (view: View, whole = false) => {
      const { current } = state;
      current.view = settled(view, box, current.size);
      current.whole = whole;
      cancelAnimationFrame(pending.current);
      pending.current = requestAnimationFrame(() => draw(current.view, current.size));
    },
    [box, draw],
  );
  const least = useCallback(() => overview(box, state.current.size).k * 0.8, [box]);
  const middle = useCallback(() => ({ x: state.current.size.width / 2, y: state.current.size.height / 2 }), []);
  const showAll = useCallback(
    () => glide(state.current.view, overview(box, state.current.size), (view) => set(view, true)),
    [box, set],
  );
  const glideTo = useCallback((view: View) => glide(state.current.view, view, set), [set]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => {
      const { width, height } = element.getBoundingClientRect();
      state.current.size = { width, height };
      set(state.current.whole ? overview(box, state.current.size) : state.current.view, state.current.whole);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const unfollow = followPointers(element, {
      begin: () => {
        halt();
        state.current.moved = false;
      },
      move: ({ dx, dy, factor, about }) => {
        halt();
        state.current.moved = true;
        const { view } = state.current;
        const panned = { ...view, x: view.x + dx, y: view.y + dy };
        set(factor === 1 ? panned : zoom(panned, about, factor, least()));
      },
    });
    return () => {
      observer.disconnect();
      unfollow();
    };
  }, [frame, box, set, least]);

  const at = useCallback(
    (client: Point) => {
      const rect = frame.current?.getBoundingClientRect();
      return toHall(state.current.view, { x: client.x - (rect?.left ?? 0), y: client.y - (rect?.top ?? 0) });
    },
    [frame],
  );
  return {
    at,
    pitch: () => state.current.view.k * PITCH,
    zoomBy: (factor) => glideTo(zoom(state.current.view, middle(), factor, least())),
    showAll,
    moveBy: (dx, dy) => set({ ...state.current.view, x: state.current.view.x + dx, y: state.current.view.y + dy }),
    show: (point) => {
      const { view, size } = state.current;
      glideTo(view.k < 1 ? closeUp(point, size, NEAR) : reveal(view, point, size));
    },
    approach: (point) => glideTo(closeUp(point, state.current.size, NEAR)),
    moved: () => state.current.moved,
  };
}
