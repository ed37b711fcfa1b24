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
  const query = vi.spyOn(pool(), "query");
  const readCount = () =>
    query.mock.calls.filter(([statement]) => JSON.stringify(statement).includes("seat_states")).length;
  const startedAt = performance.now();
  const streams = await Promise.all(
    Array.from({ length: 100 }, () => gallery.subscribe(looking(concert.scheduleId, fan.id))),
  );
  const viewers = streams.map(readEvents);
  const nextEvents = () => Promise.all(viewers.map(({ next }) => next()));
  expect(new Set((await nextEvents()).map((event) => event?.name))).toEqual(new Set(["reload"]));
  await holdSeats(fan, concert, [1]);
  expect(new Set((await nextEvents()).map((event) => event?.name))).toEqual(new Set(["changes"]));
  const seconds = (performance.now() - startedAt) / 1_000;
  expect(readCount()).toBeLessThanOrEqual(Math.floor(seconds) + 1);
  gallery.close();
  expect(new Set(await nextEvents())).toEqual(new Set([null]));
  expect(gallery.size).toBe(0);
  query.mockRestore();
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
  const onClose = vi.fn();
  const viewer = new SseConnection("fan", 0, async () => true, new AbortController().signal);
  viewer.onClose(onClose);
  const bytes = formatEvent("changes", "x".repeat(10_000));
  for (let sent = 0; sent < 7; sent++) viewer.send(bytes);
  expect(onClose).not.toHaveBeenCalled();
  viewer.send(bytes);
  expect(onClose).toHaveBeenCalledTimes(1);
  viewer.send(bytes); // says nothing more, and does not fail
  await expect(viewer.stream.getReader().read()).rejects.toThrow("too slow");
});

test("who has left already is never let in", () => {
  const onClose = vi.fn();
  const viewer = new SseConnection("fan", 0, async () => true, AbortSignal.abort());
  viewer.onClose(onClose);
  expect([viewer.isOpen, onClose.mock.calls.length]).toEqual([false, 1]);
});
