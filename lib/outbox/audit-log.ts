import { AppError } from "@/lib/core/errors";
import type { Prisma } from "@/lib/generated/prisma/client";

/** Who is doing it; a `Who` of lib/auth is one. */
export type Actor = { id: string; role: "FAN" | "ADMIN" };

/** Lets admins pass. @throws AppError FORBIDDEN */
export function requireAdmin(actor: Actor): void {
  if (actor.role !== "ADMIN") throw new AppError("FORBIDDEN");
}

export const OUTBOX_ACTIONS = [
  "outbox.sent_again",
  "webhook.gone",
  "webhook.added",
  "webhook.changed",
  "webhook.removed",
  "webhook.tested",
] as const;
export type OutboxAction = (typeof OUTBOX_ACTIONS)[number];

/** Writes who did what into the audit log, in the transaction of the change. Never pass a secret. */
export async function recordAudit(
  tx: Prisma.TransactionClient,
  actor: Actor,
  action: Exclude<OutboxAction, "webhook.gone">,
  subject: string,
  detail: object,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO audit_log (actor_id, action, subject, detail, created_at)
    VALUES (${actor.id}::uuid, ${action}, ${subject}, ${JSON.stringify(detail)}::jsonb, jari_now())`;
}
