import { pool, preparedStatement } from "@/lib/core/db";
import type { Change } from "@/lib/core/diff";
import { type Actor, OUTBOX_ACTIONS, type OutboxAction, requireAdmin } from "./audit-log";

/** A fact that was told, whoever has had it. */
export type EventSummary = { id: string; type: string; aggregateKey: string; sequence: number; at: Date };

const selectNewest = preparedStatement<EventSummary>(
  "outbox_newest",
  `SELECT id, type, aggregate_key AS "aggregateKey", sequence::int, occurred_at AS at
   FROM outbox_event ORDER BY id DESC LIMIT 20`,
);

/** The newest twenty facts: they are kept and can be seen also when there is nobody to tell. */
export const recentEvents = (): Promise<EventSummary[]> => selectNewest();

/** What was done, mostly by an admin: to which receiver, what changed, what was sent again or what a test came to. */
export type AuditEntry = {
  id: string;
  at: Date;
  /** Null when a receiver switched itself off with its 410. */
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

/** The newest fifty things that were done to the receivers and to what is parked. @throws AppError FORBIDDEN */
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
