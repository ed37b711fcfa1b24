import { randomBytes, randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { drainOnce, slackSink, webhookSink } from "@/lib/outbox";
import { postSigned } from "@/lib/outbox/sinks/webhook";
import { startWebhookReceiver } from "../../support/webhook-receiver";

const secret = `whsec_${randomBytes(32).toString("base64")}`;
const appendEvent = (key: string, type = "wallet.charged", payload: object = {}) =>
  pool().query("SELECT append_event($1, $2, $3)", [type, key, payload]);

const sinkFor = (url: string) => webhookSink({ name: `test-${randomUUID()}`, types: "all", url, secret });

const stateOf = async (sink: { name: string }, key: string) =>
  (
    await pool().query<{ attempts: number; delivered: boolean; parked: boolean; error: string | null }>(
      `SELECT attempts, delivered_at IS NOT NULL AS delivered, parked_at IS NOT NULL AS parked, last_error AS error
       FROM outbox_delivery d JOIN outbox_event e ON e.id = d.event_id
       WHERE sink = $1 AND aggregate_key = $2 ORDER BY e.sequence`,
      [sink.name, key],
    )
  ).rows;

describe("webhookSink()", () => {
  test("posts a CloudEvent that Standard Webhooks' own verifier accepts", async () => {
    const key = randomUUID();
    const receiver = await startWebhookReceiver(() => 204);
    const sink = sinkFor(receiver.url);
    await appendEvent(key, "wallet.charged", { note: "자리" });
    await drainOnce([sink]);
    const sent = receiver.requests.find(({ body }) => body.includes(key));
    const event = new Webhook(secret).verify(sent?.body ?? "", sent?.headers ?? {});
    expect(event).toMatchObject({ specversion: "1.0", partitionkey: key, sequence: "1", data: { note: "자리" } });
    expect(sent?.headers["webhook-id"]).toBe((event as { id: string }).id);
    expect(sent?.headers["content-type"]).toContain("application/cloudevents+json");
    expect(await stateOf(sink, key)).toEqual([{ attempts: 1, delivered: true, parked: false, error: null }]);
    await receiver.stop();
  });

  test.each([
    ["500", "the receiver answered 500"],
    ["302", "the receiver answered 302"],
    ["close", "socket hang up"],
  ] as const)("retries later after %s, and the aggregate waits", async (response, error) => {
    const key = randomUUID();
    const receiver = await startWebhookReceiver(() => (response === "close" ? "close" : Number(response)));
    const sink = sinkFor(receiver.url);
    await appendEvent(key);
    await appendEvent(key);
    await drainOnce([sink]);
    expect(await stateOf(sink, key)).toEqual([
      { attempts: 1, delivered: false, parked: false, error },
      { attempts: 0, delivered: false, parked: false, error: null },
    ]);
    await receiver.stop();
  });

  test.each([
    ["120", 120],
    [new Date(Date.now() + 3_600_000).toUTCString(), 600], // never longer than the backoff
  ])("waits as Retry-After: %s says", async (header, seconds) => {
    const key = randomUUID();
    const receiver = await startWebhookReceiver(() => ({ status: 503, headers: { "retry-after": header } }));
    const sink = sinkFor(receiver.url);
    await appendEvent(key);
    await drainOnce([sink]);
    const { rows } = await pool().query<{ due_in: number }>(
      `SELECT extract(epoch FROM due_at - jari_now())::float AS due_in FROM outbox_delivery d
       JOIN outbox_event e ON e.id = d.event_id WHERE sink = $1 AND aggregate_key = $2`,
      [sink.name, key],
    );
    expect(rows[0]?.due_in).toBeGreaterThan(seconds - 30);
    expect(rows[0]?.due_in).toBeLessThanOrEqual(seconds);
    await receiver.stop();
  });

  test("parks an event at once when the receiver answers 410", async () => {
    const key = randomUUID();
    const receiver = await startWebhookReceiver(() => 410);
    const sink = sinkFor(receiver.url);
    await appendEvent(key);
    await drainOnce([sink]);
    expect(await stateOf(sink, key)).toEqual([
      { attempts: 1, delivered: false, parked: true, error: "the receiver answered 410: gone" },
    ]);
    await receiver.stop();
  });

  test("gives up after ten seconds when the receiver hangs", async () => {
    const receiver = await startWebhookReceiver(() => "hang");
    const occurredAt = new Date();
    const event = { id: "1", type: "t", aggregateKey: "k", sequence: 1, schemaVersion: 1, occurredAt, payload: {} };
    await expect(postSigned({ url: receiver.url, secret }, event)).rejects.toThrow("no answer within 10 s");
    await receiver.stop();
  });
});

test("slackSink() sends payments and sold-out dates in one message with Slack's markup escaped", async () => {
  const receiver = await startWebhookReceiver(() => 200);
  const sink = { ...slackSink(receiver.url), name: `test-${randomUUID()}` };
  const key = randomUUID();
  const id = "1";
  const paid = {
    ...{ paymentId: id, reservationId: id, userId: randomUUID(), concertId: id, concertName: `<!channel> ${key}` },
    ...{ concertDate: "2026-12-24T10:00:00.000Z", scheduleId: id, seatId: id, seatNumber: 7, price: 132_000 },
  };
  const date = { scheduleId: id, concertId: id, concertName: key, concertDate: paid.concertDate };
  await pool().query("UPDATE outbox_event SET pending = false"); // events of other tests
  await appendEvent(`${key}-1`, "payment.completed", { ...paid, place: null });
  await appendEvent(`${key}-2`, "schedule.sold_out", { ...date, venue: "Hall", seats: 50 });
  await appendEvent(`${key}-3`, "wallet.charged", {});
  await drainOnce([sink]);
  expect(receiver.requests).toHaveLength(1);
  const message = JSON.parse(receiver.requests[0]?.body ?? "") as { text: string; metadata: { event_payload: object } };
  expect(message.text).toContain(`*&lt;!channel&gt; ${key}* #7, ₩132,000`);
  expect(message.text).toContain(`매진 · Sold out: *${key}*, Hall (50)`);
  expect(message.metadata.event_payload).toMatchObject({ events: [{ specversion: "1.0" }, { specversion: "1.0" }] });
  await receiver.stop();
});
