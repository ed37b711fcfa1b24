"use client";

import { type KeyboardEvent, type MouseEvent, type RefObject, useState } from "react";
import { hitTest, neighbour, SEAT_PITCH } from "./geometry";
import type { HallProps } from "./hall-props";
import { commandForKey } from "./map-keys";
import { usePanZoom } from "./use-pan-zoom";
import type { Size, View } from "./view";

const FINGER_PX = 22; // a finger chooses only where seats stand this far apart; elsewhere its tap looks closer
const MOUSE_PX = 11;

type Options = Pick<HallProps, "hall" | "seats" | "shown" | "onToggle"> & {
  frame: RefObject<Element | null>;
  draw: (view: View, size: Size) => void;
  /** Puts the focus on a seat, by its place in the list. */
  focus: (index: number) => void;
};

/** How a hall is walked and pressed, the same for both drawings. `current` is the one seat that Tab stops at. */
export function useHallNavigation({ hall, seats, shown, onToggle, frame, draw, focus }: Options) {
  const [current, setCurrent] = useState(0);
  const viewer = usePanZoom(frame, hall.box, draw);

  function press(index: number) {
    const seat = seats[index];
    if (!seat) return;
    setCurrent(index);
    if (shown(seat)) onToggle(seat);
  }

  function go(index: number) {
    const point = hall.points[index];
    if (!point) return;
    setCurrent(index);
    focus(index);
    viewer.show(point);
  }

  function onClick(event: MouseEvent) {
    if (event.detail === 0) {
      const mark = event.target instanceof Element ? event.target.closest("[data-seat]") : null;
      if (mark) press(hall.numbers.indexOf(Number(mark.getAttribute("data-seat"))));
      return;
    }
    if (viewer.moved()) return;
    const at = viewer.at({ x: event.clientX, y: event.clientY });
    const finger = event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType !== "mouse";
    if (viewer.pitch() >= (finger ? FINGER_PX : MOUSE_PX)) press(hitTest(hall.points, at, SEAT_PITCH * 0.6));
    else viewer.approach(hall.points[hitTest(hall.points, at, Number.POSITIVE_INFINITY)] ?? at);
  }

  function onKeyDown(event: KeyboardEvent) {
    const command = commandForKey(event);
    if (!command) return;
    event.preventDefault();
    if (command.do === "go") go(neighbour(hall.points, current, command.direction));
    else if (command.do === "pan") viewer.moveBy(command.dx, command.dy);
    else if (command.do === "zoom") viewer.zoomBy(command.factor);
    else if (command.do === "all") viewer.showAll();
    else press(current);
  }

  return { current, viewer, onClick, onKeyDown };
}
