import { randomBytes, randomUUID } from "node:crypto";
import { pool, statement } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/errors";
import { type Actor, record, requireAdmin } from "./admin";
import type { EventType, OutboxEvent } from "./events";
import type { Sink } from "./sink";
import { urlFault } from "./sinks/address";
import { type Answer, webhookSink } from "./sinks/webhook";

/** A receiver of events that admins manage. Its secret is told once, when it is made. */
export type WebhookEndpoint = {
  id: string;
  url: string;
  /** Empty: all types. */
  types: EventType[];
  disabledAt: Date | null;
  createdAt: Date;
};

const COLUMNS = `id, url, types, disabled_at AS "disabledAt", created_at AS "createdAt"`;
const listEndpoints = statement<WebhookEndpoint>(
  "webhook_endpoints",
  `SELECT ${COLUMNS} FROM webhook_endpoint ORDER BY id`,
);
const receivers = statement<WebhookEndpoint & { secret: string }>(
  "webhook_receivers",
  `SELECT ${COLUMNS}, secret FROM webhook_endpoint WHERE disabled_at IS NULL OR id = $1 ORDER BY id`,
);

const sinkName = (id: string) => `webhook:${id}`;

/** Refuses an address that no event would be sent to. @throws Refusal INVALID_INPUT */
function checkUrl(url: string): void {
  const fault = URL.canParse(url) ? urlFault(new URL(url), env().WEBHOOK_ALLOW_PRIVATE) : "scheme";
  const message = fault === "private" ? "must not be a private address" : "must be an https address";
  if (fault) throw new Refusal("INVALID_INPUT", { errors: [{ path: "url", message }] });
}

const one = <Row>(rows: Row[]): Row => {
  const [row] = rows;
  if (!row) throw new Refusal("NOT_FOUND");
  return row;
};

/** Every receiver, oldest first. @throws Refusal FORBIDDEN */
export async function webhookEndpoints(actor: Actor): Promise<WebhookEndpoint[]> {
  requireAdmin(actor);
  return listEndpoints();
}

/**
 * Makes a receiver with a secret of its own, which no later answer repeats. It gets what happens from now on.
 * @throws Refusal FORBIDDEN; INVALID_INPUT for an address that is private or not https
 */
export async function addWebhook(
  { url, types }: { url: string; types: EventType[] },
  actor: Actor,
): Promise<WebhookEndpoint & { secret: string }> {
  requireAdmin(actor);
  checkUrl(url);
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const { rows } = await pool().query<WebhookEndpoint>(
    `INSERT INTO webhook_endpoint (url, secret, types, created_at) VALUES ($1, $2, $3, jari_now()) RETURNING ${COLUMNS}`,
    [url, secret, types],
  );
  const made = one(rows);
  await record(actor, "webhook.added", sinkName(made.id), { url, types });
  return { ...made, secret };
}

type Edit = { url?: string; types?: EventType[]; enabled?: boolean };

/** Changes a receiver; what is left out stays. @throws Refusal FORBIDDEN; NOT_FOUND; INVALID_INPUT */
export async function changeWebhook(id: string, edit: Edit, actor: Actor): Promise<WebhookEndpoint> {
  requireAdmin(actor);
  if (edit.url !== undefined) checkUrl(edit.url);
  const { rows } = await pool().query<WebhookEndpoint>(
    `UPDATE webhook_endpoint SET url = coalesce($2, url), types = coalesce($3, types),
       disabled_at = CASE WHEN $4::bool IS NULL THEN disabled_at WHEN NOT $4 THEN coalesce(disabled_at, jari_now()) END
     WHERE id = $1 RETURNING ${COLUMNS}`,
    [id, edit.url ?? null, edit.types ?? null, edit.enabled ?? null],
  );
  const changed = one(rows);
  await record(actor, "webhook.changed", sinkName(id), edit);
  return changed;
}

/** Removes a receiver, with all it is still owed. @throws Refusal FORBIDDEN; NOT_FOUND */
export async function removeWebhook(id: string, actor: Actor): Promise<void> {
  requireAdmin(actor);
  const { rows } = await pool().query<{ url: string }>("DELETE FROM webhook_endpoint WHERE id = $1 RETURNING url", [
    id,
  ]);
  const { url } = one(rows);
  await pool().query("DELETE FROM outbox_delivery WHERE sink = $1 AND delivered_at IS NULL", [sinkName(id)]);
  await record(actor, "webhook.removed", sinkName(id), { url });
}

const note = statement(
  "webhook_attempt",
  `INSERT INTO webhook_attempt (endpoint_id, event_id, type, status, error, took_ms, at)
   SELECT id, $2, $3, $4, $5, $6, jari_now() FROM webhook_endpoint WHERE id = $1`,
);
const disable = statement(
  "webhook_disable",
  "UPDATE webhook_endpoint SET disabled_at = coalesce(disabled_at, jari_now()) WHERE id = $1",
);
const parkOwed = statement(
  "webhook_park_owed",
  `UPDATE outbox_delivery SET parked_at = jari_now(), last_error = 'the receiver answered 410: gone'
   WHERE sink = $1 AND delivered_at IS NULL AND parked_at IS NULL`,
);

const sinkOf = ({ id, url, secret, types }: WebhookEndpoint & { secret: string }): Sink =>
  webhookSink({
    ...{ name: sinkName(id), types: types.length > 0 ? types : "all", url, secret },
    heard: async (event, { status, error, tookMs }) => {
      await note(id, event.id, event.type, status, error, tookMs);
    },
    gone: async () => {
      await disable(id);
      await parkOwed(sinkName(id));
    },
  });

/** A sink for each receiver that is not disabled. */
export const webhookSinks = async (): Promise<Sink[]> => (await receivers(null)).map(sinkOf);

/** Sends a made-up event to a receiver, once, disabled or not, and answers what came of it. @throws Refusal FORBIDDEN; NOT_FOUND */
export async function testWebhook(id: string, actor: Actor): Promise<Answer> {
  requireAdmin(actor);
  const endpoint = one((await receivers(id)).filter((receiver) => receiver.id === id));
  const payload = { userId: actor.id, entryId: "0", amount: 0, balanceAfter: 0 };
  const event: OutboxEvent = {
    ...{ id: `test-${randomUUID()}`, type: "jari.test", aggregateKey: "test", sequence: 1, schemaVersion: 1 },
    ...{ occurredAt: new Date(), payload },
  };
  let answer: Answer = { status: null, error: "not sent", tookMs: 0 };
  const heard = async (_: OutboxEvent, what: Answer) => {
    answer = what;
    await note(id, event.id, event.type, what.status, what.error, what.tookMs);
  };
  await webhookSink({ ...endpoint, name: sinkName(id), types: "all", heard })
    .deliver(event)
    .catch(() => {}); // what came of it is the answer
  await record(actor, "webhook.tested", sinkName(id), { status: answer.status, error: answer.error });
  return answer;
}

export type WebhookAttempt = Answer & { id: string; eventId: string; type: string; at: Date };

/** The newest fifty requests to a receiver and what it answered. @throws Refusal FORBIDDEN; NOT_FOUND */
export async function webhookAttempts(id: string, actor: Actor): Promise<WebhookAttempt[]> {
  requireAdmin(actor);
  one((await pool().query("SELECT 1 FROM webhook_endpoint WHERE id = $1", [id])).rows);
  const { rows } = await pool().query<WebhookAttempt>(
    `SELECT id, event_id AS "eventId", type, status, error, took_ms AS "tookMs", at
     FROM webhook_attempt WHERE endpoint_id = $1 ORDER BY id DESC LIMIT 50`,
    [id],
  );
  return rows;
}
