import { describe, expect, it } from "vitest";
import { hitTest, neighbour, seatPitch } from "@/components/seats/geometry";
import { groupBySection } from "@/components/seats/group-by-section";
import { commandForKey } from "@/components/seats/map-keys";
import { partitionAvailable, sameSelection, toggleSeat } from "@/components/seats/selection";
import { type Seat, seatAppearance } from "@/components/seats/types";
import { clampView, fitView, reveal, toHallPoint, zoomAbout } from "@/components/seats/view";
import { BoundingBox } from "@/lib/concerts/halls/bounding-box";
import type { Point } from "@/lib/concerts/halls/hall";

/** Three rows of ten seats, 20 apart, the rows 30 apart. */
const hall = Array.from({ length: 30 }, (_, n) => ({ x: (n % 10) * 20, y: Math.floor(n / 10) * 30 }));
const screen = { width: 400, height: 300 };

function boundingBox(points: readonly Point[], margin = 0) {
  const bounds = new BoundingBox();
  for (const point of points) bounds.include(point);
  return bounds.box(margin);
}

describe("geometry", () => {
  it("seatPitch() is the distance between neighbours, BoundingBox the size of the hall", () => {
    expect(seatPitch(hall)).toBe(20);
    expect(boundingBox(hall, 5)).toEqual({ x: -5, y: -5, width: 190, height: 70 });
    expect(boundingBox([])).toEqual({ x: 0, y: 0, width: 0, height: 0 });
  });

  it("hitTest() finds the nearest seat within reach, or none", () => {
    expect(hitTest(hall, { x: 23, y: 2 }, 10)).toBe(1);
    expect(hitTest(hall, { x: 29, y: 0 }, 12)).toBe(1);
    expect(hitTest(hall, { x: 90, y: 15 }, 10)).toBe(-1);
  });

  it("neighbour() is the next seat in a direction, or none at the edge", () => {
    expect(neighbour(hall, 11, "left")).toBe(10);
    expect(neighbour(hall, 11, "right")).toBe(12);
    expect(neighbour(hall, 11, "up")).toBe(1);
    expect(neighbour(hall, 11, "down")).toBe(21);
    expect(neighbour(hall, 10, "left")).toBe(-1);
    expect(neighbour(hall, 1, "up")).toBe(-1);
  });

  it("neighbour() stays in a curved row", () => {
    const curved = Array.from({ length: 20 }, (_, n) => {
      const [radius, angle] = [100 + 25 * Math.floor(n / 10), (((n % 10) - 4.5) * Math.PI) / 18];
      return { x: Math.sin(angle) * radius, y: Math.cos(angle) * radius };
    });
    let at = 0;
    for (let step = 1; step < 10; step++) {
      at = neighbour(curved, at, "right");
      expect(at).toBe(step);
    }
  });
});

describe("view", () => {
  it("fitView() shows the whole hall in the middle of what its margin leaves free", () => {
    const view = fitView(boundingBox(hall), screen, { top: 60, bottom: 20, side: 20 });
    expect(view.k).toBe(1.75);
    expect(toHallPoint(view, { x: 200, y: 170 })).toEqual({ x: 90, y: 30 });
    const wide = { x: 0, y: 0, width: 3600, height: 100 };
    expect(fitView(wide, screen, { top: 0, bottom: 0, side: 20 }).k).toBe(0.1);
  });

  it("zoomAbout() keeps its point in place and stays within the zoom limits", () => {
    const view = fitView(boundingBox(hall), screen);
    const before = toHallPoint(view, { x: 300, y: 80 });
    const after = toHallPoint(zoomAbout(view, { x: 300, y: 80 }, 1.5, 0.5), { x: 300, y: 80 });
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
    expect(zoomAbout(view, before, 99, 0.5).k).toBe(3);
    expect(zoomAbout(view, before, 0.001, 0.5).k).toBe(0.5);
  });

  it("clampView() keeps some of the hall in sight", () => {
    const box = { x: 0, y: 0, width: 1000, height: 1000 };
    expect(clampView({ k: 1, x: 9000, y: -9000 }, box, screen, 50)).toEqual({ k: 1, x: 350, y: -950 });
    expect(clampView({ k: 1, x: -100, y: -50 }, box, screen, 50)).toEqual({ k: 1, x: -100, y: -50 });
  });

  it("reveal() moves as little as needed, and not at all for a seat in sight", () => {
    const view = { k: 1, x: 0, y: 0 };
    expect(reveal(view, { x: 500, y: 100 }, screen, 40)).toEqual({ k: 1, x: -140, y: 0 });
    expect(reveal(view, { x: 200, y: 100 }, screen, 40)).toEqual(view);
  });
});

describe("keys of the map", () => {
  const pressed = (key: string, more = {}) =>
    commandForKey({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

  it("commandForKey() maps keys to commands and leaves the browser its own", () => {
    expect(pressed("ArrowLeft")).toEqual({ type: "move", direction: "left" });
    expect(pressed("ArrowLeft", { shiftKey: true })).toEqual({ type: "pan", dx: 80, dy: 0 });
    expect(pressed(" ")).toEqual({ type: "toggle" });
    expect(pressed("+")).toEqual({ type: "zoom", factor: 1.5 });
    expect(pressed("0")).toEqual({ type: "fit" });
    expect(pressed("ArrowLeft", { altKey: true })).toBeNull();
    expect(pressed("Tab")).toBeNull();
  });
});

describe("list of seats", () => {
  it("groupBySection() keeps sections and rows in the order in which they come", () => {
    const seat = (number: number, section: string, row: string): Seat => ({
      id: String(number),
      number,
      section,
      row,
      label: String(number),
      x: 0,
      y: 0,
      grade: "R",
      price: 1,
      status: "AVAILABLE",
      mine: false,
    });
    const sections = groupBySection([seat(1, "B", "2"), seat(2, "B", "1"), seat(3, "A", "1"), seat(4, "B", "2")]);
    expect(sections.map(({ name, seats }) => [name, seats.length])).toEqual([
      ["B", 3],
      ["A", 1],
    ]);
    expect(sections[0]?.rows.map(({ row, seats }) => [row, seats.map(({ number }) => number)])).toEqual([
      ["2", [1, 4]],
      ["1", [2]],
    ]);
  });
});

describe("selection", () => {
  it("toggleSeat() adds and removes, and changes nothing at the limit", () => {
    expect(toggleSeat([3], 1, 2)).toEqual({ chosen: [1, 3], full: false });
    expect(toggleSeat([1, 3], 3, 2)).toEqual({ chosen: [1], full: false });
    expect(toggleSeat([1, 3], 5, 2)).toEqual({ chosen: [1, 3], full: true });
  });

  it("partitionAvailable() separates the seats that somebody else took", () => {
    const seats = new Map([
      [1, { status: "AVAILABLE", mine: false } as const],
      [2, { status: "TEMPORARY", mine: false } as const],
      [3, { status: "TEMPORARY", mine: true } as const],
      [4, { status: "RESERVED", mine: false } as const],
    ]);
    expect(partitionAvailable([1, 2, 3, 4, 9], seats)).toEqual({ available: [1, 3], taken: [2, 4, 9] });
  });

  it("sameSelection() ignores the order", () => {
    expect(sameSelection([1, 2], [2, 1])).toBe(true);
    expect(sameSelection([1, 2], [1, 3])).toBe(false);
    expect(sameSelection([1], [1, 2])).toBe(false);
  });

  it("seatAppearance() tells free, chosen, own, held and sold seats apart", () => {
    expect(seatAppearance({ status: "AVAILABLE", mine: false }, false)).toBe("free");
    expect(seatAppearance({ status: "TEMPORARY", mine: true }, true)).toBe("chosen");
    expect(seatAppearance({ status: "TEMPORARY", mine: true }, false)).toBe("mine");
    expect(seatAppearance({ status: "TEMPORARY", mine: false }, false)).toBe("held");
    expect(seatAppearance({ status: "RESERVED", mine: false }, false)).toBe("taken");
  });
});
