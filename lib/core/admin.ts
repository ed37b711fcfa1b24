import { AppError } from "@/lib/core/errors";

/** The user who runs an admin command. */
export type Actor = { id: string; role: "FAN" | "ADMIN" };

/** @throws AppError FORBIDDEN unless the actor is an admin */
export function requireAdmin(actor: Actor): void {
  if (actor.role !== "ADMIN") throw new AppError("FORBIDDEN");
}
