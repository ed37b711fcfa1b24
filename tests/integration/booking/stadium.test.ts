import { beforeAll, expect, test } from "vitest";
import { applyChanges, type SeatMap } from "@/components/seats/fetch-seats";
import { hitTest } from "@/components/seats/geometry";
import { layoutHall } from "@/components/seats/hall-layout";
import { groupForOverview } from "@/components/seats/overview-renderer";
import type { Seat } from "@/components/seats/types";
import { serializeChanges, serializeSeatMap } from "@/lib/api/seat-stream/serialize";
import { changedSince, loadSeatMap, ownSeatIndexes, type Snapshot } from "@/lib/booking";
import { holdSeats } from "../../support/booking";
import { makeConcert, makeFan, type TestConcert, type TestUser } from "../../support/fixtures";

const SEATS = 50_000;
let concert: TestConcert;
let fan: TestUser;
let first: Snapshot;
let map: SeatMap;
beforeAll(async () => {
  [concert, fan] = await Promise.all([makeConcert({ seats: SEATS }), makeFan()]);
  first = await loadSeatMap(concert.scheduleId);
  map = JSON.parse(serializeSeatMap(first, []));
});

test("a change in a hall of 50,000 seats is sent as a few hundred bytes and applied to the map", async () => {
  expect(map.seats).toHaveLength(SEATS);
  await holdSeats(fan, concert, [49_999, 50_000]);
  const held = await loadSeatMap(concert.scheduleId, first);
  const seatIndexes = changedSince(held, first.version) ?? [];
  expect(seatIndexes).toEqual([49_998, 49_999]);
  const body = serializeChanges(held, first.version, seatIndexes, new Set(ownSeatIndexes(held, fan.id)));
  expect(body.length).toBeLessThan(300);
  const next = applyChanges(map, JSON.parse(body));
  expect(next?.seats.at(-1)).toMatchObject({ number: SEATS, status: "TEMPORARY", mine: true });
  expect(next?.seats[0]).toBe(map.seats[0]);
});

test("the overview of a hall of 50,000 seats draws every seat once, and hitTest() finds one", () => {
  const seats = map.seats.map((seat, n): Seat => ({ ...seat, x: (n % 250) * 24, y: Math.floor(n / 250) * 24 }));
  const box = { x: 0, y: 0, width: 6_000, height: 4_800 };
  const hall = layoutHall(seats, { kind: "imported", name: "", box, seatRadius: 10, grades: [], areas: [] });
  const groups = groupForOverview({
    seats,
    grades: [{ name: "R", letter: "R", price: 50_000, seats: SEATS }],
    chosen: [7],
    shownGrade: null,
  });
  expect(groups.map(({ seatIndexes }) => seatIndexes.length).toSorted((a, b) => a - b)).toEqual([1, SEATS - 1]);
  expect(groups.at(-1)?.seatIndexes).toEqual([6]); // the chosen one last, over the others
  const far = hall.points.at(-1) ?? { x: 0, y: 0 };
  expect(hitTest(hall.points, { x: far.x + 3, y: far.y }, 12)).toBe(SEATS - 1);
});
