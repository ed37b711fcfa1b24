import { expect, test, vi } from "vitest";
import { getSessionUser, issueToken } from "@/lib/auth/session";
import { pool } from "@/lib/core/db";
import { postSigned } from "@/lib/outbox/sinks/webhook";
import { errorOf, holdSeats } from "../support/booking";
import { makeAdmin, makeConcert, makeFan, type TestUser } from "../support/fixtures";
import { requestsWithoutConnection, requestWithPausedPostgres } from "../support/stalled-postgres";
import { startWebhookReceiver } from "../support/webhook-receiver";

const WITHIN_MS = 4_000; // of a request timeout of one second; Postgres's own timeouts are longer

test("a request without a free connection ends soon after the request timeout", async () => {
  for (const { milliseconds } of await requestsWithoutConnection()) expect(milliseconds).toBeLessThan(WITHIN_MS);
});

test("a request to a paused Postgres ends soon after the request timeout", async () => {
  expect((await requestWithPausedPostgres()).milliseconds).toBeLessThan(WITHIN_MS);
});

test("a hold of a locked seat ends at the lock timeout", async () => {
  const [fan, concert] = await Promise.all([makeFan(), makeConcert({ seats: 3 })]);
  const connection = await pool().connect();
  await connection.query("BEGIN");
  await connection.query("SELECT FROM seat WHERE schedule_id = $1 AND number = 3 FOR UPDATE", [concert.scheduleId]);
  const began = performance.now();
  expect((await errorOf(holdSeats(fan, concert, [2, 3]))).code).toBe("SEAT_NOT_AVAILABLE");
  expect(performance.now() - began).toBeLessThan(5_000);
  await connection.query("ROLLBACK");
  connection.release();
});

test("a session lookup waits about a second for a Postgres that does not answer", async () => {
  const headers = async (user: TestUser) => new Headers({ authorization: `Bearer ${(await issueToken(user)).token}` });
  const sessions = [await headers(await makeFan()), await headers(await makeAdmin())];
  const began = performance.now();
  const query = vi.spyOn(pool(), "query").mockImplementation(() => new Promise(() => {}));
  await Promise.allSettled(sessions.map((session) => getSessionUser(session)));
  query.mockRestore();
  expect(performance.now() - began).toBeLessThan(4_000); // the pool's own timeouts are five seconds and more
});

test("a webhook to a receiver that hangs gives up after ten seconds", async () => {
  const receiver = await startWebhookReceiver(() => "hang");
  const secret = `whsec_${Buffer.alloc(24).toString("base64")}`;
  const event = {
    ...{ id: "1", type: "t", aggregateKey: "k", sequence: 1, schemaVersion: 1 },
    ...{ occurredAt: new Date(), payload: {} },
  };
  const began = performance.now();
  await expect(postSigned({ url: receiver.url, secret }, event)).rejects.toThrow("no answer within 10 s");
  expect(performance.now() - began).toBeLessThan(15_000);
  await receiver.stop();
});
