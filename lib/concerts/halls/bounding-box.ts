import type { Box, HallArea, Point } from "./hall";

export class BoundingBox {
  private left = Number.POSITIVE_INFINITY;
  private top = Number.POSITIVE_INFINITY;
  private right = Number.NEGATIVE_INFINITY;
  private bottom = Number.NEGATIVE_INFINITY;

  include({ x, y }: Point, reach = 0): this {
    this.left = Math.min(this.left, x - reach);
    this.top = Math.min(this.top, y - reach);
    this.right = Math.max(this.right, x + reach);
    this.bottom = Math.max(this.bottom, y + reach);
    return this;
  }

  includeArea(area: HallArea): this {
    for (const corner of corners(area)) this.include(rotate(corner, area));
    return this;
  }

  box(margin = 0): Box {
    const { left, top, right, bottom } = this;
    if (left > right) return { x: 0, y: 0, width: 0, height: 0 };
    return { x: left - margin, y: top - margin, width: right - left + 2 * margin, height: bottom - top + 2 * margin };
  }
}

function corners(area: HallArea): Point[] {
  if (area.shape === "polygon") return area.points;
  if (area.shape === "text") return [{ x: 0, y: 0 }];
  if (area.shape === "rectangle") {
    const { width, height } = area;
    return [
      { x: 0, y: 0 },
      { x: width, y: 0 },
      { x: 0, y: height },
      { x: width, y: height },
    ];
  }
  const { rx, ry } = area;
  return [
    { x: -rx, y: -ry },
    { x: rx, y: -ry },
    { x: -rx, y: ry },
    { x: rx, y: ry },
  ];
}

function rotate({ x, y }: Point, area: HallArea): Point {
  const angle = (area.rotation * Math.PI) / 180;
  return {
    x: area.x + x * Math.cos(angle) - y * Math.sin(angle),
    y: area.y + x * Math.sin(angle) + y * Math.cos(angle),
  };
}
