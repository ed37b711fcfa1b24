const point = (x: number, y: number) => ({ x, y });

/** A seating plan as pretix's editor exports it: a floor and a balcony of two rows of four, a stage, two categories. */
export const smallPlan = () => ({
  name: "Small hall",
  size: { width: 400, height: 400 },
  categories: [
    { name: "Floor", color: "#aa3355" },
    { name: "Balcony", color: "#3355aa" },
  ],
  zones: ["Floor", "Balcony"].map((name, zone) => ({
    name,
    position: point(100, 120 + zone * 120),
    areas:
      zone === 0
        ? [{ shape: "rectangle", position: point(0, -80), rectangle: { width: 120, height: 40 }, color: "#cccccc" }]
        : [],
    rows: ["A", "B"].map((row, line) => ({
      row_number: row,
      position: point(0, line * 40),
      seats: [1, 2, 3, 4].map((seat) => ({
        seat_guid: `${name}-${row}-${seat}`,
        seat_number: String(seat),
        category: name,
        position: point((seat - 1) * 40, 0),
      })),
    })),
  })),
});

/** The same with three mistakes. */
export function brokenPlan() {
  const plan = smallPlan();
  plan.categories.push({ name: "Floor", color: "#000000" });
  const row = plan.zones[0]?.rows[0];
  const [, second, third] = row?.seats ?? [];
  if (!second || !third) throw new Error("the plan lost its seats");
  second.seat_guid = "Floor-A-1";
  third.category = "Box";
  return plan;
}

/** A file of this content, as a file input takes it. */
export const toFile = (name: string, content: unknown) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
});

/** A hall of so many seats in two grades, a hundred a row, as an admin imports one. */
export function bigHall(seats: number) {
  const categories = ["Floor", "Rear"].map((name) => ({ name, color: "#aa3355" }));
  const rows = Array.from({ length: Math.ceil(seats / 100) }, (_, row) => ({
    row_number: String(row + 1),
    position: point(0, row * 30),
    seats: Array.from({ length: Math.min(100, seats - row * 100) }, (_, seat) => ({
      seat_guid: `${row}-${seat}`,
      seat_number: String(seat + 1),
      category: row % 2 === 0 ? "Floor" : "Rear",
      position: point(seat * 24, 0),
    })),
  }));
  const zones = [{ name: "", position: point(100, 200), rows, areas: [] }];
  return { type: "imported", plan: { name: "Big hall", categories, zones }, prices: { Floor: 50_000, Rear: 30_000 } };
}
