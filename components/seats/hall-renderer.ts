import { cssColors } from "./css-colors";
import type { HallProps } from "./hall-props";
import { DIMMED_ALPHA, drawOverview, type groupForOverview } from "./overview-renderer";
import { drawSeat, type RenderTarget, strokeRing } from "./seat-renderer";
import type { Size, View } from "./view";

type Scene = Pick<HallProps, "hall" | "seats" | "gradeOf" | "lookOf" | "shown" | "tint"> & {
  view: View;
  size: Size;
  specks: ReturnType<typeof groupForOverview>;
  /** The seat that has the keyboard's focus, by its place in the list; -1 for none. */
  focused: number;
};
const OVERVIEW_BELOW_ZOOM = 0.4; // zoom under which seats are specks

function drawAreas({ context, colorOf, family }: RenderTarget, { hall, tint }: Scene) {
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
    context.fillStyle = stage ? tint.ground : colorOf("--line");
    if (area.shape !== "text") context.fill();
    if (area.text) {
      context.fillStyle = stage ? tint.ink : colorOf("--soft");
      context.font = `800 ${area.text.size}px ${family}`;
      context.fillText(area.text.text, area.text.x, area.text.y);
    }
    context.restore();
  }
}

/** Near enough to tell letters and ticks: each seat that is in sight, as the other drawing has it. */
function drawSeats(target: RenderTarget, scene: Scene, setTransform: SetTransform) {
  const { hall, seats, gradeOf, lookOf, shown, view, size } = scene;
  const { k } = view;
  for (const [index, seat] of seats.entries()) {
    const point = hall.points[index];
    if (!point) continue;
    const [x, y] = [point.x * k + view.x, point.y * k + view.y];
    if (x < -20 || y < -20 || x > size.width + 20 || y > size.height + 20) continue;
    target.context.globalAlpha = shown(seat) ? 1 : DIMMED_ALPHA;
    setTransform(k, x, y);
    drawSeat(target, lookOf(seat), gradeOf(seat), seat.label, k);
  }
}

type SetTransform = (scale: number, x: number, y: number) => void;

/** Brings a canvas to the screen's own pixels; setting its size also empties it, which is slower than wiping it. */
function prepareCanvas(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  { width, height }: Size,
): SetTransform {
  const density = window.devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, wide, high);
  return (scale, x, y) => context.setTransform(density * scale, 0, 0, density * scale, density * x, density * y);
}

/** Draws what of a hall is in sight. */
export function drawHall(canvas: HTMLCanvasElement, scene: Scene): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { hall, specks, view, size, focused } = scene;
  const target = { context, colorOf: cssColors(canvas), family: getComputedStyle(canvas).fontFamily };
  const setTransform = prepareCanvas(canvas, context, size);
  setTransform(view.k, view.x, view.y);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.globalAlpha = 1;
  drawAreas(target, scene);
  setTransform(1, 0, 0);
  if (view.k >= OVERVIEW_BELOW_ZOOM) drawSeats(target, scene, setTransform);
  else drawOverview(target, specks, scene, view, size);
  context.globalAlpha = 1;
  const focus = hall.points[focused];
  if (!focus) return;
  setTransform(view.k, focus.x * view.k + view.x, focus.y * view.k + view.y);
  strokeRing(target, 14, "--signal", 3 / view.k);
}
