import { gradeVariable } from "./grade-classes";
import type { HallProps } from "./hall-props";
import type { Ink } from "./inks";
import type { Look } from "./types";

export type Brush = { context: CanvasRenderingContext2D; ink: Ink; family: string };
type Grade = ReturnType<HallProps["gradeOf"]>;

const NEAR = 1.2; // from here on a seat also says its own number, as seats.css has it for the other drawing

function disc({ context }: Brush, radius: number) {
  context.beginPath();
  context.arc(0, 0, radius, 0, Math.PI * 2);
}

function cross({ context, ink }: Brush) {
  context.strokeStyle = ink("--edge");
  context.lineWidth = 1.8;
  context.beginPath();
  context.moveTo(-5, -5);
  context.lineTo(5, 5);
  context.moveTo(5, -5);
  context.lineTo(-5, 5);
  context.stroke();
}

export function ring(brush: Brush, radius: number, variable: string, width: number, dash: number[] = []) {
  disc(brush, radius);
  brush.context.setLineDash(dash);
  brush.context.strokeStyle = brush.ink(variable);
  brush.context.lineWidth = width;
  brush.context.stroke();
  brush.context.setLineDash([]);
}

function chosen(brush: Brush) {
  const { context, ink } = brush;
  disc(brush, 11.5);
  context.fillStyle = ink("--ink");
  context.fill();
  ring(brush, 11.5, "--signal", 2.5);
  context.strokeStyle = ink("--paper");
  context.lineWidth = 2.6;
  context.beginPath();
  context.moveTo(-5.5, 0.5);
  context.lineTo(-1.5, 4.5);
  context.lineTo(6, -4);
  context.stroke();
}

function words({ context, family }: Brush, text: string, y: number, weight: number, size: number) {
  context.font = `${weight} ${size}px ${family}`;
  context.fillText(text, 0, y);
}

function free(brush: Brush, look: Look, { place, letter }: Grade, label: string, k: number) {
  const { context, ink } = brush;
  context.fillStyle = ink(gradeVariable(place));
  disc(brush, 10);
  context.fill();
  if (look === "mine") ring(brush, 10, "--ink", 3);
  if (k < 0.55) return;
  context.fillStyle = ink("--grade-ink");
  if (k < NEAR) return words(brush, letter, 0.5, 800, 12);
  words(brush, letter, -5, 800, 6);
  words(brush, label, 2.5, 700, label.length > 2 ? 7 : 9);
}

/** One seat around the origin, as the other drawing has it. `k` is the zoom: from near it says more. */
export function mark(brush: Brush, look: Look, grade: Grade, label: string, k: number) {
  if (look === "taken") cross(brush);
  else if (look === "held") ring(brush, 9, "--edge", 1.5, [3, 2.2]);
  else if (look === "chosen") chosen(brush);
  else free(brush, look, grade, label, k);
}
