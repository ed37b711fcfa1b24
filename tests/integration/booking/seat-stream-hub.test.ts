import { expect, test, vi } from "vitest";
import { formatEvent, SseConnection } from "@/lib/api/seat-stream/connection";
import { SeatStreamHub } from "@/lib/api/seat-stream/hub";
import { pool } from "@/lib/core/db";
import { holdSeats, resultOf } from "../../support/booking";
import { readEvents } from "../../support/event-stream";
import { makeConcert, makeFan } from "../../support/fixtures";

const subscription = (scheduleId: string, userId: string) => ({
  scheduleId,
  userId,
  since: undefined,
  isAuthorized: async () => true,
  signal: new AbortController().signal,
});

test("seats are read once a second, however many streams are open", async () => {
  const [fan, concert] = await Promise.all([makeFan(), makeConcert({ seats: 20 })]);
  const hub = new SeatStreamHub({ connections: 200, perFan: 200 });
  const query = vi.spyOn(pool(), "query");
  const readCount = () =>
    query.mock.calls.filter(([statement]) => JSON.stringify(statement).includes("seat_states")).length;
  const startedAt = performance.now();
  const streams = await Promise.all(
    Array.from({ length: 100 }, () => hub.subscribe(subscription(concert.scheduleId, fan.id))),
  );
  const readers = streams.map(readEvents);
  const nextEvents = () => Promise.all(readers.map(({ next }) => next()));
  expect(new Set((await nextEvents()).map((event) => event?.name))).toEqual(new Set(["reload"]));
  await holdSeats(fan, concert, [1]);
  expect(new Set((await nextEvents()).map((event) => event?.name))).toEqual(new Set(["changes"]));
  const seconds = (performance.now() - startedAt) / 1_000;
  expect(readCount()).toBeLessThanOrEqual(Math.floor(seconds) + 1);
  hub.close();
  expect(new Set(await nextEvents())).toEqual(new Set([null]));
  expect(hub.size).toBe(0);
  query.mockRestore();
});

test("the hub refuses streams beyond its limit, after close(), and of an unknown schedule", async () => {
  const [fan, concert] = await Promise.all([makeFan(), makeConcert()]);
  const hub = new SeatStreamHub({ connections: 2, perFan: 2 });
  const subscribe = () => hub.subscribe(subscription(concert.scheduleId, fan.id));
  const [first] = [await subscribe(), await subscribe()];
  expect(await resultOf(subscribe())).toBe("UNAVAILABLE");
  await first.cancel();
  await subscribe();
  hub.close();
  expect(await resultOf(subscribe())).toBe("UNAVAILABLE");
  const other = new SeatStreamHub({ connections: 2, perFan: 2 });
  expect(await resultOf(other.subscribe(subscription("999999999", fan.id)))).toBe("SCHEDULE_NOT_FOUND");
  expect(other.size).toBe(0);
});

test("a reader that lags 64 kB behind is dropped", async () => {
  const onClose = vi.fn();
  const connection = new SseConnection("fan", 0, async () => true, new AbortController().signal);
  connection.onClose(onClose);
  const bytes = formatEvent("changes", "x".repeat(10_000));
  for (let sent = 0; sent < 7; sent++) connection.send(bytes);
  expect(onClose).not.toHaveBeenCalled();
  connection.send(bytes);
  expect(onClose).toHaveBeenCalledTimes(1);
  connection.send(bytes); // says nothing more, and does not fail
  await expect(connection.stream.getReader().read()).rejects.toThrow("too slow");
});

test("a connection whose client has already disconnected is closed at once", () => {
  const onClose = vi.fn();
  const connection = new SseConnection("fan", 0, async () => true, AbortSignal.abort());
  connection.onClose(onClose);
  expect([connection.isOpen, onClose.mock.calls.length]).toEqual([false, 1]);
});
