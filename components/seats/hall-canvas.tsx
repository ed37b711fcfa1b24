"use client";

import "./seats.css";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import type { HallProps } from "./hall-props";
import { drawHall, type Scene } from "./hall-renderer";
import { loadGlyphs } from "./load-glyphs";
import { groupForOverview } from "./overview-renderer";
import { seatAppearance } from "./types";
import { useHallNavigation } from "./use-hall-navigation";
import type { Size, View } from "./view";
import { ZoomButtons } from "./zoom-buttons";

/**
 * The hall on a canvas, for halls whose SVG would not move smoothly. Two buttons take turns in having the focus: each
 * arrow key moves it to the other one, so that a screen reader reads the seat it has come to.
 */
export default function HallCanvas(props: HallProps) {
  const { hall, stageColors, seats, grades, chosen, shownGrade, describe, onToggle } = props;
  const t = useTranslations("seats");
  const canvas = useRef<HTMLCanvasElement>(null);
  const buttons = [useRef<HTMLButtonElement>(null), useRef<HTMLButtonElement>(null)];
  const [activeButton, setActiveButton] = useState(0);
  const [hasFocus, setHasFocus] = useState(false);
  const groups = useMemo(
    () => groupForOverview({ seats, grades, chosen, shownGrade }),
    [seats, grades, chosen, shownGrade],
  );
  const scene = useRef<Scene>({ hall, stageColors, seats, grades, chosen, shownGrade, groups, focusedIndex: -1 });
  const viewport = useRef<{ view: View; size: Size } | null>(null);

  function draw(view: View, size: Size) {
    viewport.current = { view, size };
    if (canvas.current) drawHall(canvas.current, scene.current, view, size);
  }
  function redraw() {
    if (viewport.current) draw(viewport.current.view, viewport.current.size);
  }
  function focus() {
    const next = 1 - activeButton;
    setActiveButton(next);
    buttons[next]?.current?.focus({ preventScroll: true });
  }
  const { currentIndex, panZoom, onClick, onKeyDown } = useHallNavigation({
    hall,
    seats,
    shownGrade,
    onToggle,
    frame: canvas,
    draw,
    focus,
  });
  useEffect(() => {
    const focusedIndex = hasFocus ? currentIndex : -1;
    scene.current = { hall, stageColors, seats, grades, chosen, shownGrade, groups, focusedIndex };
    redraw();
  });

  const loadSeatGlyphs = useEffectEvent(() => loadGlyphs(canvas.current, hall.areas, seats).then(redraw));
  useEffect(() => {
    void loadSeatGlyphs();
  }, []);

  const seat = seats[currentIndex];
  const appearance = seat && seatAppearance(seat, chosen.includes(seat.number));
  return (
    <section aria-label={t("mapLabel")} className="relative h-full min-h-0">
      <p id="map-hint" className="hidden-visually">
        {t("mapHint")}
      </p>
      {buttons.map((ref, index) => (
        <button
          key={index === 0 ? "one" : "other"}
          ref={ref}
          type="button"
          tabIndex={activeButton === index ? 0 : -1}
          aria-pressed={appearance === "chosen"}
          aria-label={seat && appearance ? describe(seat, appearance) : undefined}
          aria-describedby="map-hint"
          className="hidden-visually"
          onKeyDown={onKeyDown}
          onFocus={() => setHasFocus(true)}
          onBlur={() => setHasFocus(false)}
        />
      ))}
      <canvas ref={canvas} className="hall-map absolute inset-0 h-full w-full" onClick={onClick} />
      <ZoomButtons panZoom={panZoom} />
    </section>
  );
}
