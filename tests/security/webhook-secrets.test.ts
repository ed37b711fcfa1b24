import { randomBytes, randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { secretBox } from "@/lib/core/secret-box";
import { addWebhook, removeWebhook, testWebhook } from "@/lib/outbox";
import { makeAdmin, type TestUser } from "../support/fixtures";
import { api } from "../support/http";
import { requestInChild } from "../support/run-in-child";
import { startWebhookReceiver } from "../support/webhook-receiver";

let admin: TestUser;
let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>;
let webhook: { id: string; secret: string };

beforeAll(async () => {
  [admin, receiver] = await Promise.all([makeAdmin(), startWebhookReceiver(() => 204)]);
  webhook = await addWebhook({ url: receiver.url, types: ["wallet.charged"] }, admin);
});
afterAll(async () => {
  await removeWebhook(webhook.id, admin);
  await receiver.stop();
});

async function storedSecret(): Promise<string> {
  const { rows } = await pool().query("SELECT secret FROM webhook_endpoint WHERE id = $1", [webhook.id]);
  return rows[0].secret;
}

/** Drains, in a process of its own with these settings, and fails unless the receiver can verify an event of its own. */
async function expectSignedDrain(settings?: Record<string, string>): Promise<void> {
  const key = randomUUID();
  await pool().query("SELECT append_event('wallet.charged', $1, '{}')", [key]);
  const headers = { authorization: `Bearer ${env().CRON_SECRET}` };
  const drained = settings
    ? (await requestInChild(settings, [{ path: "/api/cron/outbox", headers }])).answers[0]
    : await api("GET", "/api/cron/outbox", { headers });
  expect(drained?.status).toBe(200);
  const sent = receiver.requests.filter(({ body }) => body.includes(key));
  expect(sent).toHaveLength(1);
  for (const { headers, body } of sent) new Webhook(webhook.secret).verify(body, headers);
}

test("a webhook's secret is stored encrypted, each time otherwise, and signs", async () => {
  const stored = await storedSecret();
  expect(stored).toMatch(/^v1\.[0-9a-f]{16}\.[\w-]{80,}$/);
  expect(stored).not.toContain(webhook.secret.slice(6, 20));
  const { encrypt, decrypt } = secretBox("tests");
  expect(encrypt("a secret")).not.toBe(encrypt("a secret"));
  expect(decrypt(encrypt("a secret"))).toBe("a secret");
  await expectSignedDrain();
});

test("a text that was changed, or encrypted for another purpose, is not decrypted", () => {
  const { encrypt, decrypt } = secretBox("tests");
  const stored = encrypt("a secret");
  const flipped = `${stored.slice(0, -2)}${stored.at(-2) === "A" ? "B" : "A"}${stored.slice(-1)}`;
  expect(() => decrypt(flipped)).toThrow();
  expect(() => decrypt(secretBox("others").encrypt("a secret"))).toThrow("no longer set");
  expect(() => decrypt("a secret")).toThrow("no longer set");
});

test("one that was stored in clear is encrypted by the next drain", async () => {
  await pool().query("UPDATE webhook_endpoint SET secret = $2 WHERE id = $1", [webhook.id, webhook.secret]);
  await expectSignedDrain();
  expect(await storedSecret()).toMatch(/^v1\./);
});

test("a new NEXTAUTH_SECRET beside the previous one reads it and encrypts it anew; alone it signs nothing", async () => {
  const before = await storedSecret();
  const rotated = { NEXTAUTH_SECRET: randomBytes(32).toString("hex"), NEXTAUTH_SECRET_PREVIOUS: env().NEXTAUTH_SECRET };
  await expectSignedDrain(rotated);
  const after = await storedSecret();
  expect(after.split(".")[1]).not.toBe(before.split(".")[1]);

  const sentBefore = receiver.requests.length;
  expect(await testWebhook(webhook.id, admin)).toMatchObject({ status: null });
  expect(receiver.requests).toHaveLength(sentBefore);
  expect(await storedSecret()).toBe(after);
});
