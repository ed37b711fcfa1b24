import { expect, test } from "vitest";
import { makeConcert, makeFan } from "../support/fixtures";
import { api, expectError } from "../support/http";
import { joinActive } from "../support/scenarios";

const BURST = 100;

test("a fan who reads without end gets 429 with Retry-After, and another fan does not", async () => {
  const concert = await makeConcert();
  const [hasty, calm] = [await makeFan(), await makeFan()];
  const tokens = { hasty: await joinActive(hasty, concert), calm: await joinActive(calm, concert) };
  const poll = (as: typeof hasty, token: string) => api("GET", `/api/queue?concertId=${concert.id}`, { as, token });
  const polls = await Promise.all(Array.from({ length: 4 * BURST }, () => poll(hasty, tokens.hasty)));
  const served = polls.filter(({ status }) => status === 200).length;
  const refused = polls.find(({ status }) => status === 429) ?? expect.fail("nobody was refused");
  expect(served).toBeGreaterThanOrEqual(BURST);
  expectError(refused, "TOO_MANY_REQUESTS", 429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await poll(calm, tokens.calm)).status).toBe(200);
});

test("a fan may open streams only so often", async () => {
  const concert = await makeConcert();
  const fan = await makeFan();
  const path = `/api/seats/stream?scheduleId=${concert.scheduleId}`;
  const codes: unknown[] = [];
  for (let opened = 0; opened < 40; opened++) codes.push((await api("GET", path, { as: fan })).body.code);
  expect(codes[0]).toBe("QUEUE_TOKEN_REQUIRED");
  expect(codes.at(-1)).toBe("TOO_MANY_REQUESTS");
});
