import { cssColors } from "./css-colors";
import { areaPath, isStage } from "./hall-layout";
import type { HallProps } from "./hall-props";
import { DIMMED_ALPHA, drawOverview, type OverviewGroup } from "./overview-renderer";
import { drawSeat, pathOf, type RenderTarget, strokeRing } from "./seat-renderer";
import { RADIUS } from "./seat-shapes";
import { gradeIndexOf, isShown, seatAppearance } from "./types";
import type { Size, View } from "./view";

export type Scene = Pick<HallProps, "hall" | "stageColors" | "seats" | "grades" | "chosen" | "shownGrade"> & {
  groups: readonly OverviewGroup[];
  /** Index of the seat with the keyboard focus; -1 for none. */
  focusedIndex: number;
};

const OVERVIEW_BELOW_ZOOM = 0.4;
const SIGHT_MARGIN_PX = 20;

type SetTransform = (scale: number, x: number, y: number) => void;

function drawAreas({ context, colorOf, family }: RenderTarget, { hall, stageColors }: Scene) {
  for (const area of hall.areas) {
    const stage = isStage(area);
    context.save();
    context.scale(hall.scale, hall.scale);
    context.translate(area.x, area.y);
    context.rotate((area.rotation * Math.PI) / 180);
    context.fillStyle = stage ? stageColors.ground : colorOf("--line");
    context.fill(pathOf(areaPath(area)));
    if (area.text) {
      context.fillStyle = stage ? stageColors.ink : colorOf("--soft");
      context.font = `800 ${area.text.size}px ${family}`;
      context.fillText(area.text.text, area.text.x, area.text.y);
    }
    context.restore();
  }
}

function drawSeats(target: RenderTarget, scene: Scene, { k, x: left, y: top }: View, size: Size, set: SetTransform) {
  const { hall, seats, grades, chosen, shownGrade } = scene;
  for (const [index, seat] of seats.entries()) {
    const point = hall.points[index];
    if (!point) continue;
    const [x, y] = [point.x * k + left, point.y * k + top];
    if (x < -SIGHT_MARGIN_PX || x > size.width + SIGHT_MARGIN_PX) continue;
    if (y < -SIGHT_MARGIN_PX || y > size.height + SIGHT_MARGIN_PX) continue;
    target.context.globalAlpha = isShown(seat, shownGrade) ? 1 : DIMMED_ALPHA;
    set(k, x, y);
    const gradeIndex = gradeIndexOf(seat, grades);
    const letter = grades[gradeIndex]?.letter ?? "";
    drawSeat(
      target,
      { appearance: seatAppearance(seat, chosen.includes(seat.number)), gradeIndex, letter, label: seat.label },
      k,
    );
  }
}

/** Matches the canvas to the screen's pixels. It is cleared, not resized, where the size is right: resizing is slower. */
function prepareCanvas(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  { width, height }: Size,
): SetTransform {
  const density = window.devicePixelRatio || 1;
  const [pixelWidth, pixelHeight] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight)
    [canvas.width, canvas.height] = [pixelWidth, pixelHeight];
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, pixelWidth, pixelHeight);
  return (scale, x, y) => context.setTransform(density * scale, 0, 0, density * scale, density * x, density * y);
}

/** Draws the part of a hall that is in sight. */
export function drawHall(canvas: HTMLCanvasElement, scene: Scene, view: View, size: Size): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const target = { context, colorOf: cssColors(canvas), family: getComputedStyle(canvas).fontFamily };
  const set = prepareCanvas(canvas, context, size);
  set(view.k, view.x, view.y);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.globalAlpha = 1;
  drawAreas(target, scene);
  set(1, 0, 0);
  if (view.k >= OVERVIEW_BELOW_ZOOM) drawSeats(target, scene, view, size, set);
  else drawOverview(target, scene.groups, scene.hall, view, size);
  context.globalAlpha = 1;
  const focused = scene.hall.points[scene.focusedIndex];
  if (!focused) return;
  set(view.k, focused.x * view.k + view.x, focused.y * view.k + view.y);
  strokeRing(target, RADIUS.focus, "--signal", 3 / view.k);
}
