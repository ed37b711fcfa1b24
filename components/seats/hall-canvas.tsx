"use client";

import "./seats.css";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { HallProps } from "./hall-props";
import { drawHall } from "./hall-renderer";
import { loadGlyphs } from "./load-glyphs";
import { groupForOverview } from "./overview-renderer";
import { useHallNavigation } from "./use-hall-navigation";
import type { Size, View } from "./view";
import { ZoomButtons } from "./zoom-buttons";

type Viewport = { view: View; size: Size };

/**
 * A hall of more seats than a drawing of elements could move smoothly. The focus is on one of two buttons that take
 * turns: each step of an arrow key moves it to the other, so that a screen reader reads the seat it has come to.
 */
export default function HallCanvas(props: HallProps) {
  const { hall, seats, gradeOf, lookOf, shown, describe, onToggle } = props;
  const t = useTranslations("seats");
  const canvas = useRef<HTMLCanvasElement>(null);
  const buttons = [useRef<HTMLButtonElement>(null), useRef<HTMLButtonElement>(null)];
  const [turn, setTurn] = useState(0);
  const [hasFocus, setHasFocus] = useState(false);
  const overview = useMemo(
    () => groupForOverview({ hall, seats, gradeOf, lookOf, shown }),
    [hall, seats, gradeOf, lookOf, shown],
  );
  const scene = useRef({ ...props, specks: overview, focused: -1 });
  const viewport = useRef<Viewport | null>(null);

  const draw = useCallback((view: View, size: Size) => {
    viewport.current = { view, size };
    if (canvas.current) drawHall(canvas.current, { ...scene.current, view, size });
  }, []);
  const focus = () => {
    const next = 1 - turn;
    setTurn(next);
    buttons[next]?.current?.focus({ preventScroll: true });
  };
  const { current, viewer, onClick, onKeyDown } = useHallNavigation({
    hall,
    seats,
    shown,
    onToggle,
    frame: canvas,
    draw,
    focus,
  });
  useEffect(() => {
    scene.current = { ...props, specks: overview, focused: hasFocus ? current : -1 };
    if (viewport.current) draw(viewport.current.view, viewport.current.size);
  });

  useEffect(() => {
    void loadGlyphs(canvas.current, hall.areas, scene.current.seats).then(() => {
      if (viewport.current) draw(viewport.current.view, viewport.current.size);
    });
  }, [hall, draw]); // what seats are called never changes

  const seat = seats[current];
  const look = seat && lookOf(seat);
  return (
    <section aria-label={t("mapLabel")} className="relative h-full min-h-0">
      <p id="map-hint" className="hidden-visually">
        {t("mapHint")}
      </p>
      {buttons.map((ref, at) => (
        <button
          key={at === 0 ? "one" : "other"}
          ref={ref}
          type="button"
          tabIndex={turn === at ? 0 : -1}
          aria-pressed={look === "chosen"}
          aria-label={seat && look ? describe(seat, look) : undefined}
          aria-describedby="map-hint"
          className="hidden-visually"
          onKeyDown={onKeyDown}
          onFocus={() => setHasFocus(true)}
          onBlur={() => setHasFocus(false)}
        />
      ))}
      <canvas ref={canvas} className="hall-map absolute inset-0 h-full w-full" onClick={onClick} />
      <ZoomButtons viewer={viewer} />
    </section>
  );
}
