import { pool } from "@/lib/core/db";
import { Refusal } from "@/lib/core/errors";

/** Who is doing it; a `Who` of lib/auth is one. */
export type Actor = { id: string; role: "FAN" | "ADMIN" };

/** Lets admins pass. @throws Refusal FORBIDDEN */
export function requireAdmin(actor: Actor): void {
  if (actor.role !== "ADMIN") throw new Refusal("FORBIDDEN");
}

type Action = "outbox.sent_again" | "webhook.added" | "webhook.changed" | "webhook.removed" | "webhook.tested";

/** Writes who did what into the audit log. Never pass a secret. */
export async function record(actor: Actor, action: Action, subject: string, detail: object): Promise<void> {
  await pool().query(
    `INSERT INTO audit_log (actor_id, action, subject, detail, created_at) VALUES ($1, $2, $3, $4, jari_now())`,
    [actor.id, action, subject, JSON.stringify(detail)],
  );
}
