import { afterEach, describe, expect, test } from "vitest";
import { holdSeats } from "@/tests/support/booking";
import { movePostgresClock } from "@/tests/support/clock";
import { openSeatStream } from "@/tests/support/event-stream";
import { makeConcert, makeFan, type TestConcert } from "@/tests/support/fixtures";
import { api, expectError, scrape, send, sessionTokenOf } from "@/tests/support/http";
import { joinActive, visibleSeats } from "@/tests/support/scenarios";

const open: { leave(): void }[] = [];
afterEach(() => {
  for (const stream of open.splice(0)) stream.leave();
});

async function inside(concert: TestConcert) {
  const fan = await makeFan();
  return { fan, token: await joinActive(fan, concert) };
}

type Inside = Awaited<ReturnType<typeof inside>>;

async function look({ fan, token }: Inside, { scheduleId }: TestConcert, since?: number, lastSeen?: number) {
  const query = `scheduleId=${scheduleId}${since === undefined ? "" : `&since=${since}`}`;
  const headers: Record<string, string> = lastSeen === undefined ? {} : { "last-event-id": String(lastSeen) };
  const stream = await openSeatStream({ fan, token, query, headers });
  open.push(stream);
  return stream;
}

const streamsOpen = async () => {
  const response = await scrape();
  return Number(/^jari_seat_streams (\d+)$/m.exec(await response.text())?.[1]);
};

describe("GET /api/seats/stream", () => {
  test("sends every change to all viewers with their own seats marked, expiries included", async () => {
    const concert = await makeConcert({ seats: 5 });
    const [holder, other] = [await inside(concert), await inside(concert)];
    const { version } = await visibleSeats(other.fan, other.token, concert);
    const streams = [await look(holder, concert, version), await look(other, concert, version)];
    const nextEvents = () => Promise.all(streams.map(({ next }) => next()));
    const event = (since: number, now: number, changes: object[]) => {
      return {
        name: "changes",
        id: String(now),
        data: { scheduleId: concert.scheduleId, since, changes, version: now },
      };
    };
    expect(await nextEvents()).toEqual(streams.map(() => event(version, version, [])));
    await holdSeats(holder.fan, concert, [2]);
    const held = (mine: boolean) => event(version, version + 2, [{ number: 2, status: "TEMPORARY", mine }]);
    expect(await nextEvents()).toEqual([held(true), held(false)]);
    await movePostgresClock(301_000);
    const free = event(version + 2, version + 3, [{ number: 2, status: "AVAILABLE", mine: false }]);
    expect(await nextEvents()).toEqual([free, free]);
  });

  test("starts with what a reconnecting client has missed, or tells it to reload", async () => {
    const concert = await makeConcert({ seats: 5 });
    const one = await inside(concert);
    const { version } = await visibleSeats(one.fan, one.token, concert);
    await holdSeats(one.fan, concert, [4]);
    const seen = async () => (await visibleSeats(one.fan, one.token, concert)).version;
    await expect.poll(seen).toBe(version + 2);
    const resumed = await look(one, concert, version + 2, version);
    expect((await resumed.next())?.data).toMatchObject({ since: version, changes: [{ number: 4, mine: true }] });
    const reload = { name: "reload", id: String(version + 2), data: { version: version + 2 } };
    expect(await (await look(one, concert)).next()).toEqual(reload);
    const late = await makeConcert({ seats: 5 });
    const fan = await inside(late);
    await holdSeats(fan.fan, late, [1]);
    expect((await (await look(fan, late, 0)).next())?.name).toBe("reload");
  });

  test("ends with the session", async () => {
    const concert = await makeConcert();
    const one = await inside(concert);
    const stream = await look(one, concert);
    expect((await stream.next())?.name).toBe("reload");
    await api("DELETE", `/api/queue?concertId=${concert.id}`, { as: one.fan, token: one.token });
    expect((await stream.next())?.name).toBe("over");
    expect(await stream.next()).toBeNull();
  });

  test("allows four streams per fan, and forgets closed ones", async () => {
    const concert = await makeConcert();
    const one = await inside(concert);
    const before = await streamsOpen();
    const streams = await Promise.all([1, 2, 3, 4].map(() => look(one, concert)));
    expect(await streamsOpen()).toBe(before + 4);
    const request = { as: one.fan, token: one.token };
    const path = `/api/seats/stream?scheduleId=${concert.scheduleId}`;
    expectError(await api("GET", path, request), "TOO_MANY_REQUESTS", 429);
    for (const stream of streams) stream.leave();
    await expect.poll(streamsOpen).toBe(before);
    const headers = { authorization: `Bearer ${await sessionTokenOf(one.fan)}`, "queue-token": one.token };
    expect((await send(path, { method: "HEAD", headers })).status).toBe(200);
    await expect.poll(streamsOpen).toBe(before);
  });

  test("requires the same access as the seat map", async () => {
    const concert = await makeConcert();
    const { fan, token } = await inside(concert);
    const path = `/api/seats/stream?scheduleId=${concert.scheduleId}`;
    expectError(await api("GET", path, { token }), "UNAUTHENTICATED", 401);
    expectError(await api("GET", path, { as: fan }), "QUEUE_TOKEN_REQUIRED", 400);
    expectError(await api("GET", path, { as: await makeFan(), token }), "QUEUE_TOKEN_INVALID", 400);
    expectError(await api("GET", "/api/seats/stream?scheduleId=999", { as: fan, token }), "SCHEDULE_NOT_FOUND", 404);
    expectError(await api("GET", `${path}&since=-1`, { as: fan, token }), "INVALID_INPUT", 422);
  });
});
