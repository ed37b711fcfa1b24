import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { holdSeats } from "@/tests/support/booking";
import { makeConcert, makeFan, type TestConcert, type TestUser } from "@/tests/support/fixtures";
import { api, bodyOf, expectError, mount, send, sessionTokenOf } from "@/tests/support/http";
import { joinActive, visibleSeats } from "@/tests/support/scenarios";

type Changes = { version: number; since: number; changes: { number: number; status: string; mine: boolean }[] };

const changesSince = (as: TestUser, token: string, { scheduleId }: TestConcert, since: number) =>
  api<Changes>("GET", `/api/seats?scheduleId=${scheduleId}&since=${since}`, { as, token });

async function inside(concert: TestConcert) {
  const fan = await makeFan();
  return { fan, token: await joinActive(fan, concert) };
}

describe("GET /api/seats", () => {
  test("answers 304 for a current ETag, also to a fan who holds seats", async () => {
    const concert = await makeConcert({ seats: 6 });
    const [{ fan, token }, other] = [await inside(concert), await inside(concert)];
    await holdSeats(fan, concert, [1, 2]);
    const path = `/api/seats?scheduleId=${concert.scheduleId}`;
    const mine = await api("GET", path, { as: fan, token });
    const theirs = await api("GET", path, { as: other.fan, token: other.token });
    const [etag, shared] = [mine.headers.get("etag") ?? "", theirs.headers.get("etag") ?? ""];
    expect(etag).not.toBe(shared);
    const again = (headers: Record<string, string>) => api("GET", path, { as: fan, token, headers });
    expect((await again({ "if-none-match": etag })).status).toBe(304);
    expect((await again({ "if-none-match": shared })).status).toBe(200);
  });

  test("returns with `since` what changed and which seats are the fan's", async () => {
    const concert = await makeConcert({ seats: 6 });
    const [{ fan, token }, other] = [await inside(concert), await inside(concert)];
    const { version } = await visibleSeats(fan, token, concert);
    await holdSeats(fan, concert, [2]);
    await holdSeats(other.fan, concert, [5], 2);
    const changes = async () => (await changesSince(fan, token, concert, version)).body;
    await expect.poll(changes).toEqual({
      scheduleId: concert.scheduleId,
      version: version + 4,
      since: version,
      changes: [
        { number: 2, status: "TEMPORARY", mine: true },
        { number: 5, status: "TEMPORARY", mine: false },
      ],
    });
    expect((await changesSince(fan, token, concert, version + 4)).body.changes).toEqual([]);
    expect((await changesSince(fan, token, concert, version + 90)).body).toMatchObject({ version: version + 4 });
  });

  test("returns the full map for a version that is too old, and rejects an invalid version", async () => {
    const concert = await makeConcert({ seats: 3 });
    const { fan, token } = await inside(concert);
    await holdSeats(fan, concert, [1]);
    await visibleSeats(fan, token, concert);
    expect((await changesSince(fan, token, concert, 0)).body).toHaveProperty("seats");
    for (const since of ["-1", "1.5", "x", "9007199254740993"])
      expectError(
        await api("GET", `/api/seats?scheduleId=${concert.scheduleId}&since=${since}`, { as: fan, token }),
        "INVALID_INPUT",
        422,
      );
  });

  beforeEach(() => {
    mount.supportsContentEncoding = true; // as the server does
  });
  afterEach(() => {
    mount.supportsContentEncoding = false;
  });

  test.each([
    ["gzip, deflate, br", "br"],
    ["gzip;q=0.5, br;q=0", "gzip"],
    ["identity", null],
  ])("is packed as the client takes it: %s", async (accepted, packing) => {
    const concert = await makeConcert({ seats: 40 });
    const [holder, looker] = [await inside(concert), await inside(concert)];
    await holdSeats(holder.fan, concert, [7]);
    for (const { fan, token } of [holder, looker]) {
      const headers = { authorization: `Bearer ${await sessionTokenOf(fan)}`, "queue-token": token };
      const init = { headers: { ...headers, "accept-encoding": accepted } };
      const response = await send(`/api/seats?scheduleId=${concert.scheduleId}`, init);
      if (process.env.TEST_MOUNT !== "next") expect(response.headers.get("content-encoding")).toBe(packing);
      const map = await bodyOf(response);
      expect(map).toEqual(await visibleSeats(fan, token, concert));
      expect(map).toHaveProperty("seats.6.mine", fan === holder.fan);
    }
  });
});
