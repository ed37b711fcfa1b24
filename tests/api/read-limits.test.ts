import { expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { makeConcert, makeFan } from "../support/fixtures";
import { api, expectError } from "../support/http";
import { joinActive } from "../support/scenarios";

const times = () => env().RATE_LIMIT_MULTIPLIER; // over HTTP every limit is as many times wider
const burstOf = (limit: "read" | "stream") => (limit === "read" ? 100 : 20) * times();

/** Sends rounds of requests until one is refused; a bucket fills while it is emptied, so it takes more than its burst. */
async function sendUntilRefused(send: () => ReturnType<typeof api>, burst: number) {
  const served: Awaited<ReturnType<typeof api>>[] = [];
  while (served.length < 20 * burst) {
    const round = await Promise.all(Array.from({ length: 20 }, send));
    const refused = round.find(({ status }) => status === 429);
    served.push(...round.filter(({ status }) => status !== 429));
    if (refused) return { served, refused };
  }
  return expect.fail("nobody was refused");
}

test("a fan who reads without end gets 429 with Retry-After, and another fan does not", async () => {
  const concert = await makeConcert();
  const [hasty, calm] = [await makeFan(), await makeFan()];
  const tokens = { hasty: await joinActive(hasty, concert), calm: await joinActive(calm, concert) };
  const poll = (as: typeof hasty, token: string) => api("GET", `/api/queue?concertId=${concert.id}`, { as, token });
  const { served, refused } = await sendUntilRefused(() => poll(hasty, tokens.hasty), burstOf("read"));
  expect(served.length).toBeGreaterThanOrEqual(burstOf("read"));
  expect(served.filter(({ status }) => status !== 200)).toEqual([]);
  expectError(refused, "TOO_MANY_REQUESTS", 429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await poll(calm, tokens.calm)).status).toBe(200);
});

test("a fan may open streams only so often", async () => {
  const concert = await makeConcert();
  const fan = await makeFan();
  const open = () => api("GET", `/api/seats/stream?scheduleId=${concert.scheduleId}`, { as: fan });
  const { served, refused } = await sendUntilRefused(open, burstOf("stream"));
  expect(served.length).toBeGreaterThanOrEqual(burstOf("stream"));
  expect(new Set(served.map(({ body }) => body.code))).toEqual(new Set(["QUEUE_TOKEN_REQUIRED"]));
  expectError(refused, "TOO_MANY_REQUESTS", 429);
});
