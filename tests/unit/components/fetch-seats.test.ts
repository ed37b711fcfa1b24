import { expect, test } from "vitest";
import type { Seat } from "@/client/types";
import { applyChanges, type SeatChanges, type SeatMap } from "@/components/seats/fetch-seats";

const seat = (number: number): Seat => ({
  id: String(number),
  number,
  section: "",
  row: "A",
  label: String(number),
  x: number,
  y: 0,
  grade: "R",
  price: 50_000,
  status: "AVAILABLE",
  mine: false,
});
const map: SeatMap = { version: 10, seats: [seat(1), seat(2), seat(3)] };
const changesBetween = (since: number, version: number, ...numbers: number[]): SeatChanges => ({
  since,
  version,
  changes: numbers.map((number) => ({ number, status: "TEMPORARY", mine: true })),
});

test("applyChanges() updates the changed seats and keeps every other seat the same object", () => {
  const next = applyChanges(map, changesBetween(10, 12, 2));
  expect(next).toMatchObject({ version: 12, seats: [{}, { number: 2, status: "TEMPORARY", mine: true }, {}] });
  expect([next?.seats[0], next?.seats[2]]).toEqual([map.seats[0], map.seats[2]]);
  expect(next?.seats[0]).toBe(map.seats[0]);
});

test("applyChanges() ignores changes that the map already has", () => {
  expect(applyChanges(map, changesBetween(8, 10, 1))).toBe(map);
  expect(applyChanges(map, changesBetween(7, 9, 1))).toBe(map);
  const again = applyChanges({ ...map, seats: map.seats }, { since: 9, version: 11, changes: [seat(1)] });
  expect(again?.seats).toBe(map.seats);
});

test("applyChanges() returns null for changes that begin after the map's version", () => {
  expect(applyChanges(map, changesBetween(11, 12, 1))).toBeNull();
});
