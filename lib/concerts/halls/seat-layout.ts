import { BoundingBox } from "./bounding-box";
import type { Box, Point } from "./hall";

const PITCH = 30; // between neighbours: room for a fingertip beside a seat of radius 11
const ROW_PITCH = 36;
const SEAT_RADIUS = 11;
const STAGE_DEPTH = 64;
const PIT_DEPTH = 58; // between the stage and the front row
const AISLE = 34;
const SEATS_PER_BLOCK = 16; // a longer row gets an aisle, so that nobody passes more than eight seats
const BEND = 0.36; // the largest arc of a row around the stage, in half-circles

export type SeatLayout = {
  seats: (Point & { row: number })[];
  box: Box;
  seatRadius: number;
  stageDepth: number;
  frontWidth: number;
};

/** The seats of each row: the hall is a little wider than deep, and no row is shorter than the one before. */
function rowLengths(total: number): number[] {
  const rows = Math.max(1, Math.round(Math.sqrt(total / 2)));
  const grow = rows > 1 ? Math.min(1, total / rows / rows) : 0;
  const mean = total / rows;
  let placed = 0;
  return Array.from({ length: rows }, (_, row) => {
    const until = Math.round(mean * (row + 1) + (grow * (row + 1) * (row - rows + 1)) / 2);
    const length = (row === rows - 1 ? total : until) - placed;
    placed += length;
    return length;
  });
}

function offsets(length: number): number[] {
  const blocks = Math.ceil(length / SEATS_PER_BLOCK);
  const positions: number[] = [];
  for (let index = 0; index < length; index++) {
    const block = Math.floor((index * blocks) / length);
    positions.push(index * PITCH + block * AISLE);
  }
  const middle = ((positions[0] ?? 0) + (positions.at(-1) ?? 0)) / 2;
  return positions.map((position) => position - middle);
}

/** Places `total` seats on arcs around a point behind the stage, whose back edge is y = 0 and whose middle is x = 0. */
export function layoutSeats(total: number): SeatLayout {
  const lengths = rowLengths(total);
  const rows = lengths.map(offsets);
  const widest = Math.max(...rows.map((row) => (row.at(-1) ?? 0) * 2));
  const depth = (rows.length - 1) * ROW_PITCH;
  const front = Math.max(260, widest / (BEND * Math.PI) - depth); // radius of the front row
  const frontY = STAGE_DEPTH + PIT_DEPTH;
  const bounds = new BoundingBox().include({ x: 0, y: 0 });
  const seats = rows.flatMap((row, index) => {
    const radius = front + index * ROW_PITCH;
    return row.map((offset) => {
      const angle = offset / radius;
      const x = Math.round(radius * Math.sin(angle) * 10) / 10;
      const y = Math.round((frontY - front + radius * Math.cos(angle)) * 10) / 10;
      bounds.include({ x, y }, SEAT_RADIUS);
      return { x, y, row: index };
    });
  });
  const frontWidth = (rows[0]?.at(-1) ?? 0) * 2;
  bounds.include({ x: Math.max(70, frontWidth / 2), y: 0 }).include({ x: -Math.max(70, frontWidth / 2), y: 0 });
  return { seats, box: bounds.box(24), seatRadius: SEAT_RADIUS, stageDepth: STAGE_DEPTH, frontWidth };
}

/** A, B, … Z, AA, AB, … */
export function rowName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : rowName(Math.floor(index / 26) - 1) + letter;
}
