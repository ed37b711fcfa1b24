import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { release } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import type { EventType } from "@/lib/outbox";
import { holdSeats } from "@/tests/support/booking";
import { makeAdmin, makeConcert, makeFan, type TestUser } from "@/tests/support/fixtures";
import { api, expectError, scrape } from "@/tests/support/http";
import { startWebhookReceiver } from "@/tests/support/webhook-receiver";

type Hook = { id: string; url: string; types: string[]; disabledAt: string | null; secret?: string };
type Outbox = {
  sinks: { sink: string; configured: boolean; pending: number; parked: number; delivered: number }[];
  parked: { eventId: string; sink: string; error: string; aggregateKey: string }[];
  facts: { id: string; type: string; aggregateKey: string; sequence: number }[];
};

let as: TestUser;
let answer = 204;
let there: Awaited<ReturnType<typeof startWebhookReceiver>>;
beforeAll(async () => {
  as = await makeAdmin();
  there = await startWebhookReceiver(() => answer);
});
afterAll(() => there.stop());

const drain = () =>
  api("GET", "/api/cron/outbox", { headers: { authorization: `Bearer ${env().CRON_SECRET}` } }).then(({ status }) =>
    expect(status).toBe(200),
  );
const appendEvent = (key: string, type: EventType = "wallet.charged") =>
  pool().query("SELECT append_event($1, $2, '{}')", [type, key]);
const add = async (types: string[] = ["wallet.charged"]) =>
  (await api<Required<Hook>>("POST", "/api/admin/webhooks", { as, body: { url: there.url, types } })).body;
const outbox = async () => (await api<Outbox>("GET", "/api/admin/outbox", { as })).body;
const bodiesWith = (key: string) => there.requests.filter(({ body }) => body.includes(key));

describe("a webhook that an admin adds", () => {
  test("returns its secret once, and receives the chosen event types signed with it", async () => {
    const [hook, key] = [await add(), randomUUID()];
    expect(hook.secret).toMatch(/^whsec_/);
    const listed = await api<{ webhooks: Hook[] }>("GET", "/api/admin/webhooks", { as });
    expect(listed.body.webhooks.find(({ id }) => id === hook.id)).toMatchObject({ url: there.url });
    expect(JSON.stringify(listed.body)).not.toContain("whsec_");
    await appendEvent(key);
    await appendEvent(`${key}-other`, "concert.published");
    await drain();
    const had = bodiesWith(key).filter(({ headers, body }) => {
      try {
        return new Webhook(hook.secret).verify(body, headers);
      } catch {
        return false; // another test's receiver at the same address
      }
    });
    expect(had).toHaveLength(1);
    const { body } = await api<{ deliveries: { status: number; type: string }[] }>(
      "GET",
      `/api/admin/webhooks/${hook.id}/deliveries`,
      { as },
    );
    expect(body.deliveries[0]).toMatchObject({ status: 204, type: "wallet.charged" });
    expect((await api("DELETE", `/api/admin/webhooks/${hook.id}`, { as })).status).toBe(204);
    expectError(await api("GET", `/api/admin/webhooks/${hook.id}/deliveries`, { as }), "NOT_FOUND", 404);
  });

  test("can be tested, and returns what it answered", async () => {
    const hook = await add();
    const tried = await api("POST", `/api/admin/webhooks/${hook.id}/tests`, { as });
    expect([tried.status, tried.body]).toMatchObject([201, { status: 204, error: null }]);
    await api("DELETE", `/api/admin/webhooks/${hook.id}`, { as });
  });

  test("is disabled by its 410: its deliveries are parked, and sent when retried", async () => {
    const [hook, key] = [await add(), randomUUID()];
    const sink = `webhook:${hook.id}`;
    answer = 410;
    await appendEvent(key);
    await drain();
    answer = 204;
    const listed = await api<{ webhooks: Hook[] }>("GET", "/api/admin/webhooks", { as });
    expect(listed.body.webhooks.find(({ id }) => id === hook.id)?.disabledAt).not.toBeNull();
    const state = await outbox();
    expect(state.parked.find(({ aggregateKey }) => aggregateKey === key)).toMatchObject({ sink });
    expect(state.sinks.find((one) => one.sink === sink)).toMatchObject({ configured: false });
    const enabled = await api<Hook>("PATCH", `/api/admin/webhooks/${hook.id}`, { as, body: { enabled: true } });
    expect(enabled.body.disabledAt).toBeNull();
    const again = await api<{ sent: number }>("POST", "/api/admin/outbox/retries", { as, body: { sink } });
    expect(again.body.sent).toBeGreaterThanOrEqual(1);
    const before = bodiesWith(key).length;
    await drain();
    await expect.poll(() => bodiesWith(key).length).toBe(before + 1);
    const { rows } = await pool().query(
      "SELECT action FROM audit_log WHERE actor_id = $1 AND subject = $2 ORDER BY id",
      [as.id, sink],
    );
    expect(rows.map(({ action }) => action)).toEqual(["webhook.added", "webhook.changed"]);
    const { history } = (await api<{ history: object[] }>("GET", "/api/admin/outbox/history", { as })).body;
    const own = history.filter((entry) => "action" in entry && entry.action === "webhook.gone");
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ actor: null, detail: { url: hook.url, status: 410 } });
    await api("DELETE", `/api/admin/webhooks/${hook.id}`, { as });
  });

  test("has an audit log of who added, changed, tested and removed it", async () => {
    const hook = await add();
    const path = `/api/admin/webhooks/${hook.id}`;
    const url = `${there.url}/${randomUUID()}`;
    const body = { url, types: [], enabled: false };
    expect((await api("PATCH", path, { as, body })).body).toMatchObject({ url, types: [] });
    await api("POST", `${path}/tests`, { as });
    await api("DELETE", path, { as });
    const { history } = (await api<{ history: object[] }>("GET", "/api/admin/outbox/history", { as })).body;
    const changes = { url: [there.url, url], types: ["wallet.charged", ""], enabled: [true, false] };
    expect(history.slice(0, 4)).toMatchObject([
      { action: "webhook.removed", actor: as.name, detail: { url } },
      { action: "webhook.tested", detail: { url, status: 204, error: null } },
      { action: "webhook.changed", detail: { url, changes } },
      { action: "webhook.added", detail: { url: there.url, types: ["wallet.charged"] } },
    ]);
    expect(JSON.stringify(history)).not.toContain("whsec_");
  });

  test("requires an http(s) URL without credentials", async () => {
    for (const url of ["nowhere", "ftp://example.com", "https://me:pass@example.com"])
      expectError(await api("POST", "/api/admin/webhooks", { as, body: { url, types: [] } }), "INVALID_INPUT", 422);
  });
});

test("an event is delivered right after its commit, without the cron job", async () => {
  const hook = await add();
  const fan = await makeFan();
  expect(
    (await api("POST", "/api/wallet/charges", { as: fan, key: randomUUID(), body: { amount: 1_000 } })).status,
  ).toBe(201);
  await expect.poll(() => bodiesWith(fan.id).length).toBe(1);
  await api("DELETE", `/api/admin/webhooks/${hook.id}`, { as });
});

test("an event without a sink is kept and listed", async () => {
  const key = randomUUID();
  await appendEvent(key);
  await drain();
  const { facts } = await outbox();
  expect(facts[0]).toMatchObject({ aggregateKey: key, type: "wallet.charged", sequence: 1 });
  const { rows } = await pool().query("SELECT 1 FROM outbox_delivery WHERE event_id = $1", [facts[0]?.id]);
  expect(rows).toEqual([]);
});

test("/api/metrics has every sink", async () => {
  const [fan, concert] = await Promise.all([makeFan(), makeConcert()]);
  const { reservations } = await holdSeats(fan, concert, [1]);
  await release(fan.id, reservations[0]?.id ?? "");
  await drain();
  const text = await (await scrape()).text();
  for (const name of ["pending", "parked", "delivered", "oldest_seconds"])
    expect(text).toContain(`jari_outbox_${name}{sink="line"}`);
});
