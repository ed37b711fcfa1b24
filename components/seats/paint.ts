import { gradeVariable } from "./grade-classes";
import type { HallProps } from "./hall-props";
import { type Ink, inksOf } from "./inks";
import { DIM, paintSpecks, type specksOf } from "./specks";
import type { Look } from "./types";
import type { Size, View } from "./view";

type Scene = Pick<HallProps, "hall" | "seats" | "gradeOf" | "lookOf" | "shown" | "tint"> & {
  view: View;
  size: Size;
  specks: ReturnType<typeof specksOf>;
  /** The seat that has the keyboard's focus, by its place in the list; -1 for none. */
  focused: number;
};
const FAR = 0.4; // zoom under which seats are specks

type Brush = { context: CanvasRenderingContext2D; ink: Ink };

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

function ring(brush: Brush, radius: number, variable: string, width: number, dash: number[] = []) {
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

function free(brush: Brush, look: Look, grade: number, letter: string, k: number) {
  const { context, ink } = brush;
  context.fillStyle = ink(gradeVariable(grade));
  disc(brush, 10);
  context.fill();
  if (look === "mine") ring(brush, 10, "--ink", 3);
  if (k < 0.55) return;
  context.fillStyle = ink("--grade-ink");
  context.font = "800 12px sans-serif";
  context.fillText(letter, 0, 0.5);
}

function areas({ context, ink }: Brush, { hall, tint }: Scene) {
  for (const area of hall.areas) {
    const stage = /stage|무대/i.test(area.text?.text ?? "");
    context.save();
    context.scale(hall.scale, hall.scale);
    context.translate(area.x, area.y);
    context.rotate((area.rotation * Math.PI) / 180);
    context.beginPath();
    if (area.shape === "rectangle") context.rect(0, 0, area.width, area.height);
    if (area.shape === "ellipse") context.ellipse(0, 0, area.rx, area.ry, 0, 0, Math.PI * 2);
    if (area.shape === "polygon") for (const { x, y } of area.points) context.lineTo(x, y);
    context.fillStyle = stage ? tint.ground : ink("--line");
    if (area.shape !== "text") context.fill();
    if (area.text) {
      context.fillStyle = stage ? tint.ink : ink("--soft");
      context.font = `800 ${area.text.size}px sans-serif`;
      context.fillText(area.text.text, area.text.x, area.text.y);
    }
    context.restore();
  }
}

function mark(brush: Brush, look: Look, { place, letter }: { place: number; letter: string }, k: number) {
  if (look === "taken") cross(brush);
  else if (look === "held") ring(brush, 9, "--edge", 1.5, [3, 2.2]);
  else if (look === "chosen") chosen(brush);
  else free(brush, look, place, letter, k);
}

/** Near enough to tell letters and ticks: each seat that is in sight, as the other drawing has it. */
function marks(brush: Brush, scene: Scene, stand: Stand) {
  const { hall, seats, gradeOf, lookOf, shown, view, size } = scene;
  const { k } = view;
  for (const [index, seat] of seats.entries()) {
    const point = hall.points[index];
    if (!point) continue;
    const [x, y] = [point.x * k + view.x, point.y * k + view.y];
    if (x < -20 || y < -20 || x > size.width + 20 || y > size.height + 20) continue;
    brush.context.globalAlpha = shown(seat) ? 1 : DIM;
    stand(k, x, y);
    mark(brush, lookOf(seat), gradeOf(seat), k);
  }
}

type Stand = (scale: number, x: number, y: number) => void;

/** Brings a canvas to the screen's own pixels; setting its size also empties it, which is slower than wiping it. */
function prepare(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D, { width, height }: Size): Stand {
  const density = window.devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, wide, high);
  return (scale, x, y) => context.setTransform(density * scale, 0, 0, density * scale, density * x, density * y);
}

/** Draws what of a hall is in sight. */
export function paint(canvas: HTMLCanvasElement, scene: Scene): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { hall, specks, view, size, focused } = scene;
  const brush = { context, ink: inksOf(canvas) };
  const stand = prepare(canvas, context, size);
  stand(view.k, view.x, view.y);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.globalAlpha = 1;
  areas(brush, scene);
  stand(1, 0, 0);
  if (view.k >= FAR) marks(brush, scene, stand);
  else paintSpecks(brush, specks, scene, view, size);
  context.globalAlpha = 1;
  const focus = hall.points[focused];
  if (!focus) return;
  stand(view.k, focus.x * view.k + view.x, focus.y * view.k + view.y);
  ring(brush, 14, "--signal", 3 / view.k);
}
