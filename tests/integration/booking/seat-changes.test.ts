import { expect, test } from "vitest";
import { cachedSeatMap, changedSince, loadSeatMap, release, type Snapshot, sweep } from "@/lib/booking";
import { updateConcert } from "@/lib/concerts";
import { pool } from "@/lib/core/db";
import { holdSeats, resultOf } from "../../support/booking";
import { movePostgresClock } from "../../support/clock";
import { makeAdmin, makeConcert, makeFan } from "../../support/fixtures";

const numbersSince = (snapshot: Snapshot, since: number) =>
  changedSince(snapshot, since)?.map((place) => snapshot.hall.seats[place]?.number) ?? null;

test("changedSince() returns the seats of a hold, a lapse and a sweep, and nothing when nothing changed", async () => {
  const [fan, concert] = await Promise.all([makeFan(), makeConcert({ seats: 9 })]);
  const first = await loadSeatMap(concert.scheduleId);
  await holdSeats(fan, concert, [2, 3]);
  const held = await loadSeatMap(concert.scheduleId, first);
  expect(numbersSince(held, first.version)).toEqual([2, 3]);
  expect(numbersSince(held, held.version)).toEqual([]);
  await movePostgresClock(301_000);
  const lapsed = await loadSeatMap(concert.scheduleId, held);
  expect(numbersSince(lapsed, held.version)).toEqual([2, 3]);
  expect(lapsed.statusCodes).toBe("AAAAAAAAA");
  await sweep();
  const swept = await loadSeatMap(concert.scheduleId, lapsed);
  expect(numbersSince(swept, first.version)).toEqual([2, 3]);
  expect(numbersSince(swept, first.version - 1)).toBeNull(); // older than this process's first read
});

test("an unchanged hall gives the identical snapshot", async () => {
  const concert = await makeConcert();
  const first = await loadSeatMap(concert.scheduleId);
  expect(await loadSeatMap(concert.scheduleId, first)).toBe(first);
});

test("changedSince() includes a seat that this process saw held and free again", async () => {
  const [fan, concert] = await Promise.all([makeFan(), makeConcert({ seats: 5 })]);
  const here = await loadSeatMap(concert.scheduleId);
  const { reservations } = await holdSeats(fan, concert, [4]);
  const there = await loadSeatMap(concert.scheduleId); // another process, whose client sees seat 4 held
  await release(fan.id, reservations[0]?.id ?? "");
  const again = await loadSeatMap(concert.scheduleId, here);
  expect(again.statusCodes).toBe(here.statusCodes);
  expect(numbersSince(again, there.version)).toEqual([4]);
});

test("after a save of the hall changedSince() starts anew", async () => {
  const [admin, concert] = await Promise.all([makeAdmin(), makeConcert({ seats: 4 })]);
  const before = await loadSeatMap(concert.scheduleId);
  const hall = { type: "plain" as const, seats: 6, grades: [{ name: "S", price: 70_000, from: 1, to: 6 }] };
  await updateConcert(concert.id, { schedules: [{ id: concert.scheduleId, hall }] }, admin);
  const after = await loadSeatMap(concert.scheduleId, before);
  expect(after.hall.seats.map(({ grade }) => grade)).toEqual(["S", "S", "S", "S", "S", "S"]);
  expect(after.version).toBeGreaterThan(before.version);
  expect(numbersSince(after, before.version)).toBeNull();
});

test("cachedSeatMap() reads a hall once a second, and does not cache a failed read", async () => {
  const concert = await makeConcert();
  const [one, two] = await Promise.all([cachedSeatMap(concert.scheduleId), cachedSeatMap(concert.scheduleId)]);
  expect(two).toBe(one);
  await pool().query("UPDATE seat SET version = version + 2 WHERE schedule_id = $1 AND number = 1", [
    concert.scheduleId,
  ]);
  expect(await cachedSeatMap(concert.scheduleId)).toBe(one);
  const later = () => cachedSeatMap(concert.scheduleId).then(({ version }) => version);
  await expect.poll(later).toBe(one.version + 2);
  expect(await resultOf(cachedSeatMap("999999999"))).toBe("SCHEDULE_NOT_FOUND");
  expect(await resultOf(cachedSeatMap("999999999"))).toBe("SCHEDULE_NOT_FOUND");
});
