import type { Prisma } from "@/lib/generated/prisma/client";
import { AppError } from "./errors";

export type Actor = { id: string; role: "FAN" | "ADMIN" };

/** @throws AppError FORBIDDEN unless the actor is an admin */
export function requireAdmin(actor: Actor): void {
  if (actor.role !== "ADMIN") throw new AppError("FORBIDDEN");
}

/** Writes an admin's change into the audit log, in its transaction. Never pass a secret. */
export async function recordAudit(
  tx: Prisma.TransactionClient,
  actor: Actor,
  entry: { action: string; subject: string; detail: object },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO audit_log (actor_id, action, subject, detail, created_at)
    VALUES (${actor.id}::uuid, ${entry.action}, ${entry.subject}, ${JSON.stringify(entry.detail)}::jsonb, jari_now())`;
}
