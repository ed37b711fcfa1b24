import { gradeCssVariable } from "../ui/grade-classes";
import type { ColorResolver } from "./css-colors";
import { CROSS, RADIUS, TICK } from "./seat-shapes";
import type { SeatAppearance } from "./types";

export type RenderTarget = { context: CanvasRenderingContext2D; colorOf: ColorResolver; family: string };
/** What is drawn of a seat. */
export type DrawnSeat = { appearance: SeatAppearance; gradeIndex: number; letter: string; label: string };

const LETTER_ZOOM = 0.55; // from here on a seat shows its grade's letter, as seats.css has it for the SVG
const LABEL_ZOOM = 1.2; // from here on also its own number

const paths = new Map<string, Path2D>();

/** Parses each path once: a canvas is painted sixty times a second. */
export function pathOf(data: string): Path2D {
  const path = paths.get(data) ?? new Path2D(data);
  paths.set(data, path);
  return path;
}

function strokePath({ context, colorOf }: RenderTarget, data: string, variable: string, width: number) {
  context.strokeStyle = colorOf(variable);
  context.lineWidth = width;
  context.stroke(pathOf(data));
}

function circlePath({ context }: RenderTarget, radius: number) {
  context.beginPath();
  context.arc(0, 0, radius, 0, Math.PI * 2);
}

export function strokeRing(target: RenderTarget, radius: number, variable: string, width: number, dash: number[] = []) {
  circlePath(target, radius);
  target.context.setLineDash(dash);
  target.context.strokeStyle = target.colorOf(variable);
  target.context.lineWidth = width;
  target.context.stroke();
  target.context.setLineDash([]);
}

function drawChosen(target: RenderTarget) {
  circlePath(target, RADIUS.chosen);
  target.context.fillStyle = target.colorOf("--ink");
  target.context.fill();
  strokeRing(target, RADIUS.chosen, "--signal", 2.5);
  strokePath(target, TICK, "--paper", 2.6);
}

function drawText({ context, family }: RenderTarget, text: string, y: number, weight: number, size: number) {
  context.font = `${weight} ${size}px ${family}`;
  context.fillText(text, 0, y);
}

function drawAvailable(target: RenderTarget, { appearance, gradeIndex, letter, label }: DrawnSeat, zoom: number) {
  const { context, colorOf } = target;
  context.fillStyle = colorOf(gradeCssVariable(gradeIndex));
  circlePath(target, RADIUS.available);
  context.fill();
  if (appearance === "mine") strokeRing(target, RADIUS.available, "--ink", 3);
  if (zoom < LETTER_ZOOM) return;
  context.fillStyle = colorOf("--grade-ink");
  if (zoom < LABEL_ZOOM) return drawText(target, letter, 0.5, 800, 12);
  drawText(target, letter, -5, 800, 6);
  drawText(target, label, 2.5, 700, label.length > 2 ? 7 : 9);
}

/** Draws one seat around the origin; the closer the zoom, the more of its name. */
export function drawSeat(target: RenderTarget, seat: DrawnSeat, zoom: number): void {
  const { appearance } = seat;
  if (appearance === "taken") strokePath(target, CROSS, "--edge", 1.8);
  else if (appearance === "held") strokeRing(target, RADIUS.held, "--edge", 1.5, [3, 2.2]);
  else if (appearance === "chosen") drawChosen(target);
  else drawAvailable(target, seat, zoom);
}
