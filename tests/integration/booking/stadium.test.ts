import { beforeAll, expect, test } from "vitest";
import { applyChanges, type SeatMap } from "@/components/seats/fetch-seats";
import { hitTest } from "@/components/seats/geometry";
import { layoutHall } from "@/components/seats/hall-layout";
import { groupForOverview } from "@/components/seats/overview-renderer";
import { appearanceOf, type Seat } from "@/components/seats/types";
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

test("a stadium of 50,000 seats is read, written and told by its few changes", async () => {
  expect(map.seats).toHaveLength(SEATS);
  await holdSeats(fan, concert, [49_999, 50_000]);
  const held = await loadSeatMap(concert.scheduleId, first);
  const places = changedSince(held, first.version) ?? [];
  expect(places).toEqual([49_998, 49_999]);
  const told = serializeChanges(held, first.version, places, new Set(ownSeatIndexes(held, fan.id)));
  expect(told.length).toBeLessThan(300);
  const next = applyChanges(map, JSON.parse(told));
  expect(next?.seats.at(-1)).toMatchObject({ number: SEATS, status: "TEMPORARY", mine: true });
  expect(next?.seats[0]).toBe(map.seats[0]);
});

test("and drawn: every seat is a speck of its look, and is found under a finger", () => {
  const seats = map.seats.map((seat, n): Seat => ({ ...seat, x: (n % 250) * 24, y: Math.floor(n / 250) * 24 }));
  const box = { x: 0, y: 0, width: 6_000, height: 4_800 };
  const hall = layoutHall(seats, { kind: "imported", name: "", box, seatRadius: 10, grades: [], areas: [] });
  const gradeOf = () => ({ place: 0, letter: "R" });
  const specks = groupForOverview({
    hall,
    seats,
    gradeOf,
    lookOf: (seat) => appearanceOf(seat, seat.number === 7),
    shown: () => true,
  });
  expect(specks.map(({ seatIndexes }) => seatIndexes.length).toSorted((a, b) => a - b)).toEqual([1, SEATS - 1]);
  expect(specks.at(-1)?.seatIndexes).toEqual([6]); // the chosen one last, over the others
  const far = hall.points.at(-1) ?? { x: 0, y: 0 };
  expect(hitTest(hall.points, { x: far.x + 3, y: far.y }, 12)).toBe(SEATS - 1);
});
