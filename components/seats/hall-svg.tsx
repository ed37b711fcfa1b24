"use client";

import "./seats.css";
import { useTranslations } from "next-intl";
import { useCallback, useRef } from "react";
import { HallAreas } from "./hall-areas";
import type { HallProps } from "./hall-props";
import { SeatMark } from "./seat-mark";
import { useHallNavigation } from "./use-hall-navigation";
import type { View } from "./view";
import { ZoomButtons } from "./zoom-buttons";

const detailLevel = (k: number): string => (k < 0.55 ? "far" : k < 1.2 ? "middle" : "near");

/** The hall as a drawing whose seats are real controls: one Tab stop, arrows to the neighbour, Space to choose. */
export function HallSvg({ hall, tint, seats, gradeOf, lookOf, shown, describe, onToggle }: HallProps) {
  const t = useTranslations("seats");
  const svg = useRef<SVGSVGElement>(null);
  const world = useRef<SVGGElement>(null);
  const draw = useCallback(({ k, x, y }: View) => {
    world.current?.setAttribute("transform", `translate(${x} ${y}) scale(${k})`);
    svg.current?.setAttribute("data-near", detailLevel(k));
  }, []);
  const focus = (index: number) =>
    document.getElementById(`seat-${hall.numbers[index]}`)?.focus({ preventScroll: true });
  const { current, viewer, onClick, onKeyDown } = useHallNavigation({
    hall,
    seats,
    shown,
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
            <HallAreas areas={hall.areas} tint={tint} />
          </g>
          {seats.map((seat, index) => {
            const point = hall.points[index];
            const grade = gradeOf(seat);
            const look = lookOf(seat);
            return (
              point && (
                <SeatMark
                  key={seat.number}
                  number={seat.number}
                  x={point.x}
                  y={point.y}
                  grade={grade.place}
                  letter={grade.letter}
                  label={seat.label}
                  look={look}
                  dim={!shown(seat)}
                  current={index === current}
                  name={describe(seat, look)}
                />
              )
            );
          })}
        </g>
      </svg>
      <ZoomButtons viewer={viewer} />
    </section>
  );
}
