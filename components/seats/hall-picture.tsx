"use client";

import { useEffect, useRef } from "react";
import type { Hall } from "@/lib/concerts/halls/hall";
import { cssColors } from "./css-colors";
import { layoutHall } from "./hall-layout";
import { drawHall } from "./hall-renderer";
import { loadGlyphs } from "./load-glyphs";
import { groupForOverview } from "./overview-renderer";
import type { Seat } from "./types";
import { fitView } from "./view";

const MARGIN = { top: 8, bottom: 8, side: 8 };

/** The seats before any sale, drawn as fans will see them. */
function sceneFor({ seats: planned, drawing }: Hall) {
  const seats = planned.map((seat): Seat => ({ ...seat, id: String(seat.number), status: "AVAILABLE", mine: false }));
  const props = { seats, grades: drawing.grades, chosen: [], shownGrade: null };
  return { ...props, hall: layoutHall(seats, drawing), groups: groupForOverview(props), focusedIndex: -1 };
}

/** A still picture of a whole hall. */
export function HallPicture({ hall, label }: { hall: Hall; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const scene = sceneFor(hall);
    const draw = () => {
      const { width, height } = element.getBoundingClientRect();
      const colorOf = cssColors(element);
      const stageColors = { ground: colorOf("--line"), ink: colorOf("--ink") }; // no poster yet
      const size = { width, height };
      drawHall(element, { ...scene, stageColors }, fitView(scene.hall.box, size, MARGIN), size);
    };
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    void loadGlyphs(element, hall.drawing.areas, hall.seats).then(draw);
    return () => observer.disconnect();
  }, [hall]);
  return <canvas ref={canvas} role="img" aria-label={label} className="h-80 w-full sm:h-112" />;
}
