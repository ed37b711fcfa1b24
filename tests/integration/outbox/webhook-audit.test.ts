import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { addWebhook, changeWebhook, drainOnce, redeliver, removeWebhook, type Sink } from "@/lib/outbox";
import { DeliveryError } from "@/lib/outbox/sink";
import { makeAdmin, type TestUser } from "../../support/fixtures";

const unknownAdmin = { id: randomUUID(), role: "ADMIN" } as const; // the audit log refuses an actor who is no user
const appendEvent = (key: string) => pool().query("SELECT append_event('wallet.charged', $1, '{}')", [key]);

let admin: TestUser;
beforeAll(async () => {
  admin = await makeAdmin();
});

const rowOf = async (url: string) =>
  (await pool().query("SELECT url, types, disabled_at FROM webhook_endpoint WHERE url = $1", [url])).rows;
const newWebhook = () => ({ url: `https://example.com/${randomUUID()}`, types: ["wallet.charged" as const] });

describe("without an audit entry nothing is changed by", () => {
  test("addWebhook()", async () => {
    const webhook = newWebhook();
    await expect(addWebhook(webhook, unknownAdmin)).rejects.toThrow();
    expect(await rowOf(webhook.url)).toEqual([]);
  });

  test("changeWebhook() and removeWebhook()", async () => {
    const webhook = newWebhook();
    const { id } = await addWebhook(webhook, admin);
    await expect(changeWebhook(id, { types: [], enabled: false }, unknownAdmin)).rejects.toThrow();
    await expect(removeWebhook(id, unknownAdmin)).rejects.toThrow();
    expect(await rowOf(webhook.url)).toEqual([{ ...webhook, disabled_at: null }]);
    await removeWebhook(id, admin);
  });

  test("redeliver()", async () => {
    const key = randomUUID();
    const deliver = async () => {
      throw new DeliveryError("no", { park: true });
    };
    const sink: Sink = { name: `test-${key}`, types: "all", deliver };
    await appendEvent(key);
    await drainOnce([sink]);
    await expect(redeliver({ sink: sink.name }, unknownAdmin)).rejects.toThrow();
    const sent = await redeliver({ sink: sink.name }, admin);
    expect(sent).toBeGreaterThanOrEqual(1);
  });
});
