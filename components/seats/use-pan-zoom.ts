"use client";

import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import type { Box, Point } from "@/lib/concerts/halls/hall";
import { animateView, stopAnimation } from "./animate-view";
import { SEAT_PITCH } from "./geometry";
import { type Gesture, trackGestures } from "./pointer-gestures";
import { centerOn, clampView, fitView, reveal, type Size, toHallPoint, type View, zoomAbout } from "./view";

export type PanZoom = {
  /** The point of the hall under a point of the window. */
  toHall: (client: Point) => Point;
  /** CSS pixels between neighbouring seats, as drawn now. */
  pitchPx: () => number;
  zoomBy: (factor: number) => void;
  /** Shows the whole hall. */
  fit: () => void;
  panBy: (dx: number, dy: number) => void;
  /** Brings a point into sight, and close where the hall is drawn small. */
  show: (point: Point) => void;
  zoomTo: (point: Point) => void;
  /** Whether the last gesture moved the hall, so that its click chooses nothing. */
  hasMoved: () => boolean;
};

const CLOSE_UP_ZOOM = 1.35; // seats 32 px apart: a comfortable target
const MIN_ZOOM_OF_FIT = 0.8;

/**
 * Pan and zoom of a hall inside `frame`. The view lives outside React: each change goes straight to `draw`, at most once
 * a frame, so that a thousand seats move without being rendered again.
 */
export function usePanZoom(
  frame: RefObject<Element | null>,
  box: Box,
  draw: (view: View, size: Size) => void,
): PanZoom {
  const state = useRef({ view: { k: 1, x: 0, y: 0 }, size: { width: 0, height: 0 }, fitted: true, moved: false });
  const pendingFrame = useRef(0);

  function setView(view: View, fitted = false) {
    const { current } = state;
    current.view = clampView(view, box, current.size);
    current.fitted = fitted;
    cancelAnimationFrame(pendingFrame.current);
    pendingFrame.current = requestAnimationFrame(() => draw(current.view, current.size));
  }
  const fitted = () => fitView(box, state.current.size);
  const minZoom = () => fitted().k * MIN_ZOOM_OF_FIT;
  const animateTo = (view: View, isFit = false) =>
    animateView(state.current.view, view, (step) => setView(step, isFit));
  const panned = (dx: number, dy: number): View => {
    const { view } = state.current;
    return { ...view, x: view.x + dx, y: view.y + dy };
  };

  const onResize = useEffectEvent((element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    state.current.size = { width, height };
    setView(state.current.fitted ? fitted() : state.current.view, state.current.fitted);
  });
  const onGestureStart = useEffectEvent(() => {
    stopAnimation();
    state.current.moved = false;
  });
  const onGesture = useEffectEvent(({ dx, dy, factor, about }: Gesture) => {
    stopAnimation();
    state.current.moved = true;
    setView(factor === 1 ? panned(dx, dy) : zoomAbout(panned(dx, dy), about, factor, minZoom()));
  });
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    onResize(element);
    const observer = new ResizeObserver(() => onResize(element));
    observer.observe(element);
    const stop = trackGestures(element, { onStart: () => onGestureStart(), onMove: (gesture) => onGesture(gesture) });
    return () => {
      observer.disconnect();
      stop();
    };
  }, [frame]);

  return {
    toHall: (client) => {
      const rect = frame.current?.getBoundingClientRect();
      return toHallPoint(state.current.view, { x: client.x - (rect?.left ?? 0), y: client.y - (rect?.top ?? 0) });
    },
    pitchPx: () => state.current.view.k * SEAT_PITCH,
    zoomBy: (factor) => {
      const { view, size } = state.current;
      animateTo(zoomAbout(view, { x: size.width / 2, y: size.height / 2 }, factor, minZoom()));
    },
    fit: () => animateTo(fitted(), true),
    panBy: (dx, dy) => setView(panned(dx, dy)),
    show: (point) => {
      const { view, size } = state.current;
      animateTo(view.k < 1 ? centerOn(point, size, CLOSE_UP_ZOOM) : reveal(view, point, size));
    },
    zoomTo: (point) => animateTo(centerOn(point, state.current.size, CLOSE_UP_ZOOM)),
    hasMoved: () => state.current.moved,
  };
}
