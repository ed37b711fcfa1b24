"use client";

import "./seats.css";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { HallProps } from "./hall-props";
import { lettersFor } from "./letters";
import { paint } from "./paint";
import { specksOf } from "./specks";
import { useMap } from "./use-map";
import type { Size, View } from "./view";
import { ZoomButtons } from "./zoom-buttons";

type Sight = { view: View; size: Size };

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
  const specks = useMemo(
    () => specksOf({ hall, seats, gradeOf, lookOf, shown }),
    [hall, seats, gradeOf, lookOf, shown],
  );
  const scene = useRef({ ...props, specks, focused: -1 });
  const sight = useRef<Sight | null>(null);

  const draw = useCallback((view: View, size: Size) => {
    sight.current = { view, size };
    if (canvas.current) paint(canvas.current, { ...scene.current, view, size });
  }, []);
  const focus = () => {
    const next = 1 - turn;
    setTurn(next);
    buttons[next]?.current?.focus({ preventScroll: true });
  };
  const { current, viewer, onClick, onKeyDown } = useMap({ hall, seats, shown, onToggle, frame: canvas, draw, focus });
  useEffect(() => {
    scene.current = { ...props, specks, focused: hasFocus ? current : -1 };
    if (sight.current) draw(sight.current.view, sight.current.size);
  });

  useEffect(() => {
    void lettersFor(canvas.current, hall.areas, scene.current.seats).then(() => {
      if (sight.current) draw(sight.current.view, sight.current.size);
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
