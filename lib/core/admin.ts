import { AppError } from "@/lib/core/errors";

/** Who is doing it; a `Who` of lib/auth is one. */
export type Actor = { id: string; role: "FAN" | "ADMIN" };

/** @throws AppError FORBIDDEN */
export function requireAdmin(actor: Actor): void {
  if (actor.role !== "ADMIN") throw new AppError("FORBIDDEN");
}
