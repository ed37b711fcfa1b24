import { randomBytes, randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { drainOnce, slackSink, webhookSink } from "@/lib/outbox";
import { postSigned } from "@/lib/outbox/sinks/webhook";
import { isPrivateAddress, publicLookup, validateUrl } from "@/lib/outbox/ssrf";
import { startWebhookReceiver } from "../../support/webhook-receiver";

const secret = `whsec_${randomBytes(32).toString("base64")}`;
const tell = (key: string, type = "wallet.charged", payload: object = {}) =>
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

describe("a webhook", () => {
  test("carries a CloudEvent that Standard Webhooks' own verifier accepts", async () => {
    const key = randomUUID();
    const there = await startWebhookReceiver(() => 204);
    const sink = sinkFor(there.url);
    await tell(key, "wallet.charged", { note: "자리" });
    await drainOnce([sink]);
    const sent = there.had.find(({ body }) => body.includes(key));
    const event = new Webhook(secret).verify(sent?.body ?? "", sent?.headers ?? {});
    expect(event).toMatchObject({ specversion: "1.0", partitionkey: key, sequence: "1", data: { note: "자리" } });
    expect(sent?.headers["webhook-id"]).toBe((event as { id: string }).id);
    expect(sent?.headers["content-type"]).toContain("application/cloudevents+json");
    expect(await stateOf(sink, key)).toEqual([{ attempts: 1, delivered: true, parked: false, error: null }]);
    await there.stop();
  });

  test.each([
    ["500", "the receiver answered 500"],
    ["302", "the receiver answered 302"],
    ["close", "socket hang up"],
  ] as const)("that meets %s is tried again later, and its aggregate waits", async (answer, error) => {
    const key = randomUUID();
    const there = await startWebhookReceiver(() => (answer === "close" ? "close" : Number(answer)));
    const sink = sinkFor(there.url);
    await tell(key);
    await tell(key);
    await drainOnce([sink]);
    expect(await stateOf(sink, key)).toEqual([
      { attempts: 1, delivered: false, parked: false, error },
      { attempts: 0, delivered: false, parked: false, error: null },
    ]);
    await there.stop();
  });

  test.each([
    ["120", 120],
    [new Date(Date.now() + 3_600_000).toUTCString(), 600], // never longer than the backoff
  ])("waits as long as its receiver asks for: Retry-After %s", async (asked, seconds) => {
    const key = randomUUID();
    const there = await startWebhookReceiver(() => ({ status: 503, headers: { "retry-after": asked } }));
    const sink = sinkFor(there.url);
    await tell(key);
    await drainOnce([sink]);
    const { rows } = await pool().query<{ due_in: number }>(
      `SELECT extract(epoch FROM due_at - jari_now())::float AS due_in FROM outbox_delivery d
       JOIN outbox_event e ON e.id = d.event_id WHERE sink = $1 AND aggregate_key = $2`,
      [sink.name, key],
    );
    expect(rows[0]?.due_in).toBeGreaterThan(seconds - 30);
    expect(rows[0]?.due_in).toBeLessThanOrEqual(seconds);
    await there.stop();
  });

  test("that meets 410 is parked at once", async () => {
    const key = randomUUID();
    const there = await startWebhookReceiver(() => 410);
    const sink = sinkFor(there.url);
    await tell(key);
    await drainOnce([sink]);
    expect(await stateOf(sink, key)).toEqual([
      { attempts: 1, delivered: false, parked: true, error: "the receiver answered 410: gone" },
    ]);
    await there.stop();
  });

  test("to a receiver that hangs gives up within ten seconds", async () => {
    const there = await startWebhookReceiver(() => "hang");
    const occurredAt = new Date();
    const event = { id: "1", type: "t", aggregateKey: "k", sequence: 1, schemaVersion: 1, occurredAt, payload: {} };
    const began = performance.now();
    await expect(postSigned({ url: there.url, secret }, event)).rejects.toThrow("no answer within 10 s");
    expect(performance.now() - began).toBeLessThan(15_000);
    await there.stop();
  });
});

describe("an address", () => {
  test.each([
    ...["127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"],
    ...["::1", "::", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "2002:7f00:1::", "64:ff9b::7f00:1"],
  ])("%s is private", (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  test.each(["1.1.1.1", "172.32.0.1", "2606:4700::1111"])("%s is not", (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  test.each([
    ["https://127.0.0.1/x", "private"],
    ["https://[::1]/x", "private"],
    ["https://2130706433/x", "private"],
    ["https://0x7f.1/x", "private"],
    ["https://localhost/x", "private"],
    ["https://x.localhost./x", "private"],
    ["http://example.com/x", "scheme"],
    ["ftp://example.com/x", "scheme"],
    ["https://me:secret@example.com/x", "scheme"],
    ["https://example.com/x", null],
  ])("%s is judged as it stands: %s", (url, fault) => {
    expect(validateUrl(new URL(url), false)).toBe(fault);
  });

  test("is refused after the name is looked up, if that leads inside", async () => {
    const found = (all: boolean) =>
      new Promise<string>((resolve) => {
        publicLookup("localhost", { all }, (error) => resolve(error?.message ?? "found"));
      });
    expect(await found(true)).toContain("localhost is a private address");
    expect(await found(false)).toContain("localhost is a private address");
  });
});

test("Slack gets payments and dates sold out, a rush in one message, with nothing in it that Slack would act on", async () => {
  const there = await startWebhookReceiver(() => 200);
  const sink = { ...slackSink(there.url), name: `test-${randomUUID()}` };
  const key = randomUUID();
  const id = "1";
  const paid = {
    ...{ paymentId: id, reservationId: id, userId: randomUUID(), concertId: id, concertName: `<!channel> ${key}` },
    ...{ concertDate: "2026-12-24T10:00:00.000Z", scheduleId: id, seatId: id, seatNumber: 7, price: 132_000 },
  };
  const date = { scheduleId: id, concertId: id, concertName: key, concertDate: paid.concertDate };
  await pool().query("UPDATE outbox_event SET pending = false"); // what other tests told is theirs
  await tell(`${key}-1`, "payment.completed", { ...paid, place: null });
  await tell(`${key}-2`, "schedule.sold_out", { ...date, venue: "Hall", seats: 50 });
  await tell(`${key}-3`, "wallet.charged", {});
  await drainOnce([sink]);
  expect(there.had).toHaveLength(1);
  const message = JSON.parse(there.had[0]?.body ?? "") as { text: string; metadata: { event_payload: object } };
  expect(message.text).toContain(`*&lt;!channel&gt; ${key}* #7, ₩132,000`);
  expect(message.text).toContain(`매진 · Sold out: *${key}*, Hall (50)`);
  expect(message.metadata.event_payload).toMatchObject({ events: [{ specversion: "1.0" }, { specversion: "1.0" }] });
  await there.stop();
});
