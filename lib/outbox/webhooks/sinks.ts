import { randomUUID } from "node:crypto";
import { type Actor, requireAdmin } from "@/lib/core/admin";
import { db, pool, preparedStatement } from "@/lib/core/db";
import { AppError } from "@/lib/core/errors";
import { recordAction } from "../audit-log";
import type { EventType, OutboxEvent } from "../events";
import type { Sink } from "../sink";
import { type AttemptResult, webhookSink } from "../sinks/webhook";
import { sinkName } from "./endpoints";
import { readableSecret, reencryptSecrets } from "./secrets";

type WebhookTarget = { id: string; url: string; secret: string; types: EventType[]; isEnabled: boolean };

const selectAll = preparedStatement<WebhookTarget>(
  "webhook_targets",
  `SELECT id, url, secret, types, disabled_at IS NULL AS "isEnabled" FROM webhook_endpoint ORDER BY id`,
);
const insertAttempt = preparedStatement(
  "webhook_attempt",
  `INSERT INTO webhook_attempt (endpoint_id, event_id, type, status, error, took_ms, at)
   SELECT id, $2, $3, $4, $5, $6, jari_now() FROM webhook_endpoint WHERE id = $1`,
);
// One statement disables the webhook, logs that and parks its deliveries, so that none happens alone.
const disableEndpoint = preparedStatement(
  "webhook_disable",
  `WITH disabled AS (
     UPDATE webhook_endpoint SET disabled_at = jari_now() WHERE id = $1 AND disabled_at IS NULL RETURNING url),
   logged AS (
     INSERT INTO audit_log (actor_id, action, subject, detail, created_at)
     SELECT NULL, 'webhook.gone', $2, jsonb_build_object('url', url, 'status', 410), jari_now() FROM disabled)
   UPDATE outbox_delivery SET parked_at = jari_now(), last_error = 'the receiver answered 410: gone'
   WHERE sink = $2 AND delivered_at IS NULL AND parked_at IS NULL`,
);

const logAttempt = (id: string, event: OutboxEvent, { status, error, tookMs }: AttemptResult) =>
  insertAttempt(id, event.id, event.type, status, error, tookMs);

const toSink = ({ id, url, secret, types }: WebhookTarget): Sink =>
  webhookSink({
    name: sinkName(id),
    types: types.length > 0 ? types : "all",
    url,
    secret: readableSecret(secret),
    onAttempt: async (event, result) => void (await logAttempt(id, event, result)),
    onGone: async () => void (await disableEndpoint(id, sinkName(id))),
  });

/** The sinks of enabled webhooks. Encrypts secrets that are stored in clear, or under the previous key, on the way. */
export async function webhookSinks(): Promise<Sink[]> {
  const webhooks = await selectAll();
  await reencryptSecrets(webhooks);
  return webhooks.filter(({ isEnabled }) => isEnabled).map(toSink);
}

/** Sends a test event to a webhook once, even to a disabled one. @throws AppError FORBIDDEN, NOT_FOUND */
export async function testWebhook(id: string, actor: Actor): Promise<AttemptResult> {
  requireAdmin(actor);
  const endpoint = (await selectAll()).find((webhook) => webhook.id === id);
  if (!endpoint) throw new AppError("NOT_FOUND");
  const { url } = endpoint;
  const secret = readableSecret(endpoint.secret);
  const payload = { userId: actor.id, entryId: "0", amount: 0, balanceAfter: 0 };
  const event: OutboxEvent = {
    id: `test-${randomUUID()}`,
    type: "jari.test",
    aggregateKey: "test",
    sequence: 1,
    schemaVersion: 1,
    occurredAt: new Date(),
    payload,
  };
  let result: AttemptResult = { status: null, error: "not sent", tookMs: 0 };
  const onAttempt = async (_: OutboxEvent, attempt: AttemptResult) => {
    result = attempt;
    await logAttempt(id, event, attempt);
  };
  await webhookSink({ name: sinkName(id), types: "all", url, secret, onAttempt })
    .deliver(event)
    .catch(() => {}); // onAttempt has the result
  const { status, error } = result;
  await db().$transaction((tx) => recordAction(tx, actor, "webhook.tested", sinkName(id), { url, status, error }));
  return result;
}

export type WebhookAttempt = AttemptResult & { id: string; eventId: string; type: string; at: Date };

/** The newest fifty requests to a webhook with their results. @throws AppError FORBIDDEN, NOT_FOUND */
export async function webhookAttempts(id: string, actor: Actor): Promise<WebhookAttempt[]> {
  requireAdmin(actor);
  const found = await pool().query("SELECT 1 FROM webhook_endpoint WHERE id = $1", [id]);
  if (found.rowCount === 0) throw new AppError("NOT_FOUND");
  const { rows } = await pool().query<WebhookAttempt>(
    `SELECT id, event_id AS "eventId", type, status, error, took_ms AS "tookMs", at
     FROM webhook_attempt WHERE endpoint_id = $1 ORDER BY id DESC LIMIT 50`,
    [id],
  );
  return rows;
}
