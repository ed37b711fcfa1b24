import { gradeVariable } from "./grade-classes";
import type { HallProps } from "./hall-props";
import type { Look } from "./types";
import type { Size, View } from "./view";

type Scene = Pick<HallProps, "hall" | "seats" | "gradeOf" | "lookOf" | "shown" | "tint"> & {
  view: View;
  size: Size;
  /** The seat that has the keyboard's focus, by its place in the list; -1 for none. */
  focused: number;
};
const FAR = 0.4; // zoom under which seats are specks

type Ink = (variable: string) => string;
type Brush = { context: CanvasRenderingContext2D; ink: Ink };

/** Reads what a token of the style sheet is at this moment, in this light, as a colour a canvas understands. */
function inkOf(element: Element): Ink {
  const probe = document.createElement("span");
  element.after(probe);
  const known = new Map<string, string>();
  const read = (variable: string) => {
    probe.style.color = `var(${variable})`;
    const color = known.get(variable) ?? getComputedStyle(probe).color;
    known.set(variable, color);
    return color;
  };
  queueMicrotask(() => probe.remove());
  return read;
}

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

/** From afar a square is a seat as well, and ten times quicker. Sold and held ones are smaller, chosen ones larger. */
function speck({ context, ink }: Brush, look: Look, grade: number, side: number, x: number, y: number) {
  context.fillStyle = ink(
    look === "free" || look === "mine" ? gradeVariable(grade) : look === "chosen" ? "--ink" : "--edge",
  );
  const reach = look === "chosen" ? side : look === "taken" || look === "held" ? side / 4 : side / 2;
  context.fillRect(x - reach, y - reach, 2 * reach, 2 * reach);
}

function mark(brush: Brush, look: Look, { place, letter }: { place: number; letter: string }, k: number) {
  if (look === "taken") cross(brush);
  else if (look === "held") ring(brush, 9, "--edge", 1.5, [3, 2.2]);
  else if (look === "chosen") chosen(brush);
  else free(brush, look, place, letter, k);
}

/** Draws what of a hall is in sight, on a canvas brought to the screen's own pixels. */
export function paint(canvas: HTMLCanvasElement, scene: Scene): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { hall, seats, gradeOf, lookOf, shown, view, size, focused } = scene;
  const { k } = view;
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.round(size.width * density);
  canvas.height = Math.round(size.height * density);
  const brush = { context, ink: inkOf(canvas) };
  const stand = (scale: number, x: number, y: number) =>
    context.setTransform(density * scale, 0, 0, density * scale, density * x, density * y);
  stand(k, view.x, view.y);
  context.textAlign = "center";
  context.textBaseline = "middle";
  areas(brush, scene);
  stand(1, 0, 0);
  for (const [index, seat] of seats.entries()) {
    const point = hall.points[index];
    if (!point) continue;
    const [x, y] = [point.x * k + view.x, point.y * k + view.y];
    if (x < -20 || y < -20 || x > size.width + 20 || y > size.height + 20) continue;
    context.globalAlpha = shown(seat) ? 1 : 0.22;
    if (k >= FAR) stand(k, x, y);
    if (k >= FAR) mark(brush, lookOf(seat), gradeOf(seat), k);
    else speck(brush, lookOf(seat), gradeOf(seat).place, 18 * k, x, y);
    if (index !== focused) continue;
    stand(k, x, y);
    ring(brush, 14, "--signal", 3 / k);
    if (k < FAR) stand(1, 0, 0);
  }
  context.globalAlpha = 1;
}
