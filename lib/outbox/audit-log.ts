import { type Actor, recordAudit, requireAdmin } from "@/lib/core/admin";
import { pool } from "@/lib/core/db";
import type { Change } from "@/lib/core/diff";
import type { Prisma } from "@/lib/generated/prisma/client";

export const OUTBOX_ACTIONS = [
  "outbox.sent_again",
  "webhook.gone",
  "webhook.added",
  "webhook.changed",
  "webhook.removed",
  "webhook.tested",
] as const;
export type OutboxAction = (typeof OUTBOX_ACTIONS)[number];

/** Writes what an admin did into the audit log, in the transaction of the change. Never pass a secret. */
export const recordAction = (
  tx: Prisma.TransactionClient,
  actor: Actor,
  action: Exclude<OutboxAction, "webhook.gone">,
  subject: string,
  detail: object,
): Promise<void> => recordAudit(tx, actor, { action, subject, detail });

export type AuditEntry = {
  id: string;
  at: Date;
  /** Null when a webhook switched itself off by answering 410. */
  actor: string | null;
  action: OutboxAction;
  detail: {
    url?: string;
    types?: string[];
    changes?: Record<string, Change>;
    sink?: string;
    eventId?: string;
    sent?: number;
    status?: number | null;
    error?: string | null;
  };
};

/** The newest fifty entries about webhooks and parked deliveries. @throws AppError FORBIDDEN */
export async function webhookAuditLog(actor: Actor): Promise<AuditEntry[]> {
  requireAdmin(actor);
  const { rows } = await pool().query<AuditEntry>(
    `SELECT a.id, a.created_at AS at, u.name AS actor, a.action, a.detail
     FROM audit_log a LEFT JOIN users u ON u.id = a.actor_id
     WHERE a.action = ANY ($1) ORDER BY a.id DESC LIMIT 50`,
    [OUTBOX_ACTIONS],
  );
  return rows;
}
