"use client";

import { type KeyboardEvent, type MouseEvent, type RefObject, useState } from "react";
import { hitTest, neighbour, SEAT_PITCH } from "./geometry";
import type { HallProps } from "./hall-props";
import { commandForKey } from "./map-keys";
import { isShown } from "./types";
import { usePanZoom } from "./use-pan-zoom";
import type { Size, View } from "./view";

const TOUCH_PITCH_PX = 22; // a tap chooses a seat only where seats are drawn this far apart; elsewhere it zooms in
const MOUSE_PITCH_PX = 11;
const HIT_RADIUS = SEAT_PITCH * 0.6;

type Options = Pick<HallProps, "hall" | "seats" | "shownGrade" | "onToggle"> & {
  frame: RefObject<Element | null>;
  draw: (view: View, size: Size) => void;
  /** Focuses the seat with this index. */
  focus: (index: number) => void;
};

/** Keyboard and pointer navigation of a hall, for SVG and canvas alike. `currentIndex` is the one seat that Tab stops at. */
export function useHallNavigation({ hall, seats, shownGrade, onToggle, frame, draw, focus }: Options) {
  const [currentIndex, setCurrentIndex] = useState(0);
  const panZoom = usePanZoom(frame, hall.box, draw);

  function toggle(index: number) {
    const seat = seats[index];
    if (!seat) return;
    setCurrentIndex(index);
    if (isShown(seat, shownGrade)) onToggle(seat);
  }

  function moveTo(index: number) {
    const point = hall.points[index];
    if (!point) return;
    setCurrentIndex(index);
    focus(index);
    panZoom.show(point);
  }

  function onClick(event: MouseEvent) {
    if (event.detail === 0) {
      const mark = event.target instanceof Element ? event.target.closest("[data-seat]") : null;
      if (mark) toggle(seats.findIndex(({ number }) => String(number) === mark.getAttribute("data-seat")));
      return;
    }
    if (panZoom.hasMoved()) return;
    const point = panZoom.toHall({ x: event.clientX, y: event.clientY });
    const isTouch = event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType !== "mouse";
    if (panZoom.pitchPx() >= (isTouch ? TOUCH_PITCH_PX : MOUSE_PITCH_PX))
      toggle(hitTest(hall.points, point, HIT_RADIUS));
    else panZoom.zoomTo(hall.points[hitTest(hall.points, point, Number.POSITIVE_INFINITY)] ?? point);
  }

  function onKeyDown(event: KeyboardEvent) {
    const command = commandForKey(event);
    if (!command) return;
    event.preventDefault();
    if (command.type === "move") moveTo(neighbour(hall.points, currentIndex, command.direction));
    else if (command.type === "pan") panZoom.panBy(command.dx, command.dy);
    else if (command.type === "zoom") panZoom.zoomBy(command.factor);
    else if (command.type === "fit") panZoom.fit();
    else toggle(currentIndex);
  }

  return { currentIndex, panZoom, onClick, onKeyDown };
}
