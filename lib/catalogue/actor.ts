import { Refusal } from "@/lib/core/errors";

/** Who is doing it; a `Who` of lib/auth is one. */
export type Actor = { id: string; role: "FAN" | "ADMIN" };

/** @throws Refusal FORBIDDEN */
export function requireAdmin(actor: Actor): void {
  if (actor.role !== "ADMIN") throw new Refusal("FORBIDDEN");
}
