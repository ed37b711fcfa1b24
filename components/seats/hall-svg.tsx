"use client";

import "./seats.css";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { HallAreas } from "./hall-areas";
import type { HallProps } from "./hall-props";
import { SeatMark } from "./seat-mark";
import { gradeIndexOf, isShown, seatAppearance } from "./types";
import { useHallNavigation } from "./use-hall-navigation";
import type { View } from "./view";
import { ZoomButtons } from "./zoom-buttons";

const detailLevel = (k: number): string => (k < 0.55 ? "far" : k < 1.2 ? "middle" : "near");

/** The hall as an SVG whose seats are real controls: one Tab stop, arrows to the neighbour, Space to choose. */
export function HallSvg({ hall, stageColors, seats, grades, chosen, shownGrade, describe, onToggle }: HallProps) {
  const t = useTranslations("seats");
  const svg = useRef<SVGSVGElement>(null);
  const world = useRef<SVGGElement>(null);
  function draw({ k, x, y }: View) {
    world.current?.setAttribute("transform", `translate(${x} ${y}) scale(${k})`);
    svg.current?.setAttribute("data-near", detailLevel(k));
  }
  function focus(index: number) {
    document.getElementById(`seat-${seats[index]?.number}`)?.focus({ preventScroll: true });
  }
  const { currentIndex, panZoom, onClick, onKeyDown } = useHallNavigation({
    hall,
    seats,
    shownGrade,
    onToggle,
    frame: svg,
    draw,
    focus,
  });

  return (
    <section aria-label={t("mapLabel")} className="relative h-full min-h-0">
      <p id="map-hint" className="hidden-visually">
        {t("mapHint")}
      </p>
      <svg
        ref={svg}
        aria-label={t("mapLabel")}
        aria-describedby="map-hint"
        className="hall-map absolute inset-0 h-full w-full"
        onClick={onClick}
        onKeyDown={onKeyDown}
      >
        <defs>
          <pattern id="seat-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0V4" className="seat-hatch" />
          </pattern>
        </defs>
        <g ref={world}>
          <g transform={`scale(${hall.scale})`}>
            <HallAreas areas={hall.areas} stageColors={stageColors} />
          </g>
          {seats.map((seat, index) => {
            const point = hall.points[index];
            const gradeIndex = gradeIndexOf(seat, grades);
            const appearance = seatAppearance(seat, chosen.includes(seat.number));
            return (
              point && (
                <SeatMark
                  key={seat.number}
                  number={seat.number}
                  x={point.x}
                  y={point.y}
                  gradeIndex={gradeIndex}
                  letter={grades[gradeIndex]?.letter ?? ""}
                  label={seat.label}
                  appearance={appearance}
                  dim={!isShown(seat, shownGrade)}
                  current={index === currentIndex}
                  name={describe(seat, appearance)}
                />
              )
            );
          })}
        </g>
      </svg>
      <ZoomButtons panZoom={panZoom} />
    </section>
  );
}
