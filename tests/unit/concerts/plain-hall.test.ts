import { describe, expect, it } from "vitest";
import { type GradeCut, planHall } from "@/lib/concerts/halls";

const plain = (seats: number, grades: GradeCut[]) => planHall({ type: "plain", seats, grades });
const whole = (seats: number) => plain(seats, [{ name: "R", price: 50_000, from: 1, to: seats }]);
const problemsOf = (seats: number, grades: GradeCut[]) => {
  const planned = plain(seats, grades);
  return planned.ok ? [] : planned.errors.map(({ code, path }) => `${code} ${path}`);
};

describe("planHall() of a plain hall", () => {
  it("numbers seats 1..N in rows before a stage, with room around each", () => {
    for (const total of [1, 2, 7, 50, 333, 1_000, 5_000]) {
      const planned = whole(total);
      if (!planned.ok) throw new Error(JSON.stringify(planned.errors));
      const { seats, drawing } = planned.hall;
      expect(seats.map((seat) => seat.number)).toEqual(Array.from({ length: total }, (_, index) => index + 1));
      for (const [index, seat] of seats.entries()) {
        const { x, y, width, height } = drawing.box;
        expect(seat.x > x && seat.x < x + width && seat.y > y && seat.y < y + height).toBe(true);
        const next = seats[index + 1];
        if (next?.row === seat.row) {
          expect(next.x).toBeGreaterThan(seat.x);
          expect(Math.hypot(next.x - seat.x, next.y - seat.y)).toBeGreaterThan(24);
        }
      }
      const [stage] = drawing.areas;
      if (stage?.shape !== "polygon") throw new Error("no stage");
      const half = Math.max(...stage.points.map(({ x }) => x));
      const depth = Math.max(...stage.points.map(({ y }) => y));
      expect(seats.filter(({ x, y }) => Math.abs(x) < half + 12 && y < depth + 12)).toEqual([]);
    }
  });

  it("makes five growing rows A to E of fifty seats", () => {
    const planned = whole(50);
    if (!planned.ok) throw new Error("refused");
    const rows = planned.hall.seats.map((seat) => seat.row).join("");
    expect(rows).toBe([8, 9, 10, 11, 12].map((length, row) => "ABCDE".charAt(row).repeat(length)).join(""));
  });

  it("cuts the seats into grades with distinct letters", () => {
    const planned = plain(50, [
      { name: "R", price: 110_000, from: 11, to: 50 },
      { name: "VIP", price: 150_000, from: 1, to: 10 },
    ]);
    if (!planned.ok) throw new Error("refused");
    expect(planned.hall.drawing.grades).toEqual([
      { name: "VIP", letter: "V", price: 150_000, seats: 10 },
      { name: "R", letter: "R", price: 110_000, seats: 40 },
    ]);
    expect(planned.hall.seats[9]).toMatchObject({ grade: "VIP", price: 150_000 });
    expect(planned.hall.seats[10]).toMatchObject({ grade: "R", price: 110_000 });
  });

  it("refuses grades that do not cover 1..N exactly", () => {
    const grade = (name: string, from: number, to: number, price = 1_000) => ({ name, price, from, to });
    expect(problemsOf(50, [grade("R", 1, 20), grade("S", 31, 50)])).toEqual(["GRADES_GAP grades[1].from"]);
    expect(problemsOf(50, [grade("R", 1, 40)])).toEqual(["GRADES_GAP grades"]);
    expect(problemsOf(50, [grade("R", 1, 30), grade("S", 30, 50)])).toEqual(["GRADES_OVERLAP grades[1].from"]);
    expect(problemsOf(50, [grade("R", 1, 51)])).toEqual(["OUT_OF_RANGE grades[0].to"]);
    expect(problemsOf(50, [grade("R", 0, 50)])).toContain("OUT_OF_RANGE grades[0].from");
    expect(problemsOf(50, [grade("R", 50, 1)])).toEqual(["GRADE_BACKWARDS grades[0].to"]);
    expect(problemsOf(50, [grade("R", 1, 25), grade("R", 26, 50)])).toEqual(["GRADE_TWICE grades[1].name"]);
    expect(problemsOf(50, [grade("R", 1, 50, 0)])).toEqual(["PRICE_WRONG grades[0].price"]);
    expect(problemsOf(50, [grade("R", 1, 50, 10.5)])).toEqual(["PRICE_WRONG grades[0].price"]);
    expect(problemsOf(5_001, [grade("R", 1, 5_001)])).toEqual(["OUT_OF_RANGE seats"]);
    expect(problemsOf(0, [grade("R", 1, 1)])).toEqual(["OUT_OF_RANGE seats"]);
  });
});
