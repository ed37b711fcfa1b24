import { type Actor, recordAudit } from "@/lib/core/admin";
import type { Prisma } from "@/lib/generated/prisma/client";

export type AuditAction =
  | "concert.created"
  | "concert.updated"
  | "concert.rehearsed"
  | "queue.steered"
  | "queue.admitted"
  | "queue.expelled";

export const auditSubject = (concertId: bigint | string): string => `concert:${concertId}`;

/** Writes who changed what into the audit log, in the transaction of the change. */
export async function recordChange(
  tx: Prisma.TransactionClient,
  actor: Actor,
  action: AuditAction,
  concertId: bigint,
  detail: object,
): Promise<void> {
  await recordAudit(tx, actor, { action, subject: auditSubject(concertId), detail });
}

/** Writes concert.published; must end its transaction, because it locks the event sequence. */
export async function publishConcertEvent(tx: Prisma.TransactionClient, concertId: bigint): Promise<void> {
  await tx.$executeRaw`
    SELECT append_event('concert.published', ${auditSubject(concertId)}, (
      SELECT jsonb_build_object(
        'concertId', id::text, 'slug', slug, 'name', name, 'host', host,
        'salesOpenAt', iso_utc(sales_open_at), 'salesCloseAt', iso_utc(sales_close_at),
        'scheduleIds', (SELECT jsonb_agg(s.id::text ORDER BY s.id) FROM schedule s WHERE s.concert_id = concert.id),
        'place', NULL)
      FROM concert WHERE id = ${concertId}))`;
}
