import { expect, test, vi } from "vitest";
import { formatEvent, SseConnection } from "@/lib/api/seat-stream/connection";
import { SeatStreamHub } from "@/lib/api/seat-stream/hub";
import { pool } from "@/lib/core/db";
import { holdSeats, resultOf } from "../../support/booking";
import { readEvents } from "../../support/event-stream";
import { makeConcert, makeFan } from "../../support/fixtures";

const looking = (scheduleId: string, userId: string) => ({
  ...{ scheduleId, userId, since: undefined, signal: new AbortController().signal },
  allowed: async () => true,
});

test("a hall is read once a second, however many look", async () => {
  const [fan, concert] = await Promise.all([makeFan(), makeConcert({ seats: 20 })]);
  const gallery = new SeatStreamHub({ viewers: 200, perFan: 200 });
  const asked = vi.spyOn(pool(), "query");
  const readings = () => asked.mock.calls.filter(([query]) => JSON.stringify(query).includes("seat_states")).length;
  const began = performance.now();
  const streams = await Promise.all(
    Array.from({ length: 100 }, () => gallery.subscribe(looking(concert.scheduleId, fan.id))),
  );
  const viewers = streams.map(readEvents);
  const told = () => Promise.all(viewers.map(({ next }) => next()));
  expect(new Set((await told()).map((event) => event?.name))).toEqual(new Set(["reload"]));
  await holdSeats(fan, concert, [1]);
  expect(new Set((await told()).map((event) => event?.name))).toEqual(new Set(["changes"]));
  const seconds = (performance.now() - began) / 1_000;
  expect(readings()).toBeLessThanOrEqual(Math.floor(seconds) + 1);
  gallery.close();
  expect(new Set(await told())).toEqual(new Set([null]));
  expect(gallery.size).toBe(0);
  asked.mockRestore();
});

test("takes so many and no more, and none once it is closed", async () => {
  const [fan, concert] = await Promise.all([makeFan(), makeConcert()]);
  const gallery = new SeatStreamHub({ viewers: 2, perFan: 2 });
  const look = () => gallery.subscribe(looking(concert.scheduleId, fan.id));
  const [first] = [await look(), await look()];
  expect(await resultOf(look())).toBe("UNAVAILABLE");
  await first.cancel();
  await look();
  gallery.close();
  expect(await resultOf(look())).toBe("UNAVAILABLE");
  const other = new SeatStreamHub({ viewers: 2, perFan: 2 });
  expect(await resultOf(other.subscribe(looking("999999999", fan.id)))).toBe("SCHEDULE_NOT_FOUND");
  expect(other.size).toBe(0);
});

test("who reads too slowly is dropped, and holds no more than is fair", async () => {
  const gone = vi.fn();
  const viewer = new SseConnection("fan", 0, async () => true, new AbortController().signal);
  viewer.onClose(gone);
  const bytes = formatEvent("changes", "x".repeat(10_000));
  for (let sent = 0; sent < 7; sent++) viewer.send(bytes);
  expect(gone).not.toHaveBeenCalled();
  viewer.send(bytes);
  expect(gone).toHaveBeenCalledTimes(1);
  viewer.send(bytes); // says nothing more, and does not fail
  await expect(viewer.stream.getReader().read()).rejects.toThrow("too slow");
});

test("who has left already is never let in", () => {
  const gone = vi.fn();
  const viewer = new SseConnection("fan", 0, async () => true, AbortSignal.abort());
  viewer.onClose(gone);
  expect([viewer.isOpen, gone.mock.calls.length]).toEqual([false, 1]);
});
