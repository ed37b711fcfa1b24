import type { ColorResolver } from "./css-colors";
import { gradeCssVariable } from "./grade-classes";
import type { HallProps } from "./hall-props";
import type { SeatAppearance } from "./types";

export type RenderTarget = { context: CanvasRenderingContext2D; colorOf: ColorResolver; family: string };
type Grade = ReturnType<HallProps["gradeOf"]>;

const LABEL_ZOOM = 1.2; // from here on a seat also says its own number, as seats.css has it for the other drawing

function circlePath({ context }: RenderTarget, radius: number) {
  context.beginPath();
  context.arc(0, 0, radius, 0, Math.PI * 2);
}

function drawCross({ context, colorOf }: RenderTarget) {
  context.strokeStyle = colorOf("--edge");
  context.lineWidth = 1.8;
  context.beginPath();
  context.moveTo(-5, -5);
  context.lineTo(5, 5);
  context.moveTo(5, -5);
  context.lineTo(-5, 5);
  context.stroke();
}

export function strokeRing(brush: RenderTarget, radius: number, variable: string, width: number, dash: number[] = []) {
  circlePath(brush, radius);
  brush.context.setLineDash(dash);
  brush.context.strokeStyle = brush.colorOf(variable);
  brush.context.lineWidth = width;
  brush.context.stroke();
  brush.context.setLineDash([]);
}

function drawChosen(brush: RenderTarget) {
  const { context, colorOf } = brush;
  circlePath(brush, 11.5);
  context.fillStyle = colorOf("--ink");
  context.fill();
  strokeRing(brush, 11.5, "--signal", 2.5);
  context.strokeStyle = colorOf("--paper");
  context.lineWidth = 2.6;
  context.beginPath();
  context.moveTo(-5.5, 0.5);
  context.lineTo(-1.5, 4.5);
  context.lineTo(6, -4);
  context.stroke();
}

function drawText({ context, family }: RenderTarget, text: string, y: number, weight: number, size: number) {
  context.font = `${weight} ${size}px ${family}`;
  context.fillText(text, 0, y);
}

function drawAvailable(brush: RenderTarget, look: SeatAppearance, { place, letter }: Grade, label: string, k: number) {
  const { context, colorOf } = brush;
  context.fillStyle = colorOf(gradeCssVariable(place));
  circlePath(brush, 10);
  context.fill();
  if (look === "mine") strokeRing(brush, 10, "--ink", 3);
  if (k < 0.55) return;
  context.fillStyle = colorOf("--grade-ink");
  if (k < LABEL_ZOOM) return drawText(brush, letter, 0.5, 800, 12);
  drawText(brush, letter, -5, 800, 6);
  drawText(brush, label, 2.5, 700, label.length > 2 ? 7 : 9);
}

/** One seat around the origin, as the other drawing has it. `k` is the zoom: from near it says more. */
export function drawSeat(brush: RenderTarget, look: SeatAppearance, grade: Grade, label: string, k: number) {
  if (look === "taken") drawCross(brush);
  else if (look === "held") strokeRing(brush, 9, "--edge", 1.5, [3, 2.2]);
  else if (look === "chosen") drawChosen(brush);
  else drawAvailable(brush, look, grade, label, k);
}
