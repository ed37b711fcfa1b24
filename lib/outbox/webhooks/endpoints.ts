import { randomBytes } from "node:crypto";
import { type Actor, requireAdmin } from "@/lib/core/admin";
import { db, preparedStatement } from "@/lib/core/db";
import { diffFields } from "@/lib/core/diff";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import type { WebhookEndpoint as Row } from "@/lib/generated/prisma/client";
import { recordAction } from "../audit-log";
import type { EventType } from "../events";
import { validateUrl } from "../ssrf";
import { encryptSecret } from "./secrets";

export type WebhookEndpoint = {
  id: string;
  url: string;
  /** Empty: all types. */
  types: EventType[];
  disabledAt: Date | null;
  createdAt: Date;
};

const listEndpoints = preparedStatement<WebhookEndpoint>(
  "webhook_endpoints",
  `SELECT id, url, types, disabled_at AS "disabledAt", created_at AS "createdAt" FROM webhook_endpoint ORDER BY id`,
);

/** The sink name of a webhook, under which its deliveries are stored; also its audit-log subject. */
export const sinkName = (id: string | bigint): string => `webhook:${id}`;

function requirePublicUrl(url: string): void {
  const problem = URL.canParse(url) ? validateUrl(new URL(url), env().WEBHOOK_ALLOW_PRIVATE) : "scheme";
  const message = problem === "private" ? "must not be a private address" : "must be an https address";
  if (problem) throw new AppError("INVALID_INPUT", { errors: [{ path: "url", message }] });
}

const toEndpoint = ({ id, url, types, disabledAt, createdAt }: Row): WebhookEndpoint => ({
  id: String(id),
  url,
  types: types as EventType[],
  disabledAt,
  createdAt,
});

/** Every webhook, oldest first. @throws AppError FORBIDDEN */
export async function webhookEndpoints(actor: Actor): Promise<WebhookEndpoint[]> {
  requireAdmin(actor);
  return listEndpoints();
}

/** Creates a webhook for future events; only this result has its secret. @throws AppError FORBIDDEN, INVALID_INPUT */
export async function addWebhook(
  { url, types }: { url: string; types: EventType[] },
  actor: Actor,
): Promise<WebhookEndpoint & { secret: string }> {
  requireAdmin(actor);
  requirePublicUrl(url);
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  return db().$transaction(async (tx) => {
    const created = await tx.webhookEndpoint.create({
      data: { url, secret: encryptSecret(secret), types, createdAt: new Date() },
    });
    await recordAction(tx, actor, "webhook.added", sinkName(created.id), { url, types });
    return { ...toEndpoint(created), secret };
  });
}

type WebhookEdit = { url?: string; types?: EventType[]; enabled?: boolean };

/** Changes the given fields of a webhook. @throws AppError FORBIDDEN, NOT_FOUND, INVALID_INPUT */
export async function changeWebhook(id: string, edit: WebhookEdit, actor: Actor): Promise<WebhookEndpoint> {
  requireAdmin(actor);
  const { url, types, enabled } = edit;
  if (url !== undefined) requirePublicUrl(url);
  const where = { id: BigInt(id) };
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM webhook_endpoint WHERE id = ${where.id} FOR NO KEY UPDATE`;
    const before = await tx.webhookEndpoint.findUnique({ where });
    if (!before) throw new AppError("NOT_FOUND");
    const disabledAt = enabled === undefined ? undefined : enabled ? null : (before.disabledAt ?? new Date());
    const after = await tx.webhookEndpoint.update({ where, data: { url, types, disabledAt } });
    const changes = diffFields({ ...before, enabled: before.disabledAt === null }, { url, types, enabled });
    if (Object.keys(changes).length)
      await recordAction(tx, actor, "webhook.changed", sinkName(id), { url: after.url, changes });
    return toEndpoint(after);
  });
}

/** Removes a webhook and its undelivered events. @throws AppError FORBIDDEN, NOT_FOUND */
export async function removeWebhook(id: string, actor: Actor): Promise<void> {
  requireAdmin(actor);
  await db().$transaction(async (tx) => {
    const [removed] = await tx.$queryRaw<{ url: string }[]>`
      DELETE FROM webhook_endpoint WHERE id = ${BigInt(id)} RETURNING url`;
    if (!removed) throw new AppError("NOT_FOUND");
    await tx.outboxDelivery.deleteMany({ where: { sink: sinkName(id), deliveredAt: null } });
    await recordAction(tx, actor, "webhook.removed", sinkName(id), removed);
  });
}
