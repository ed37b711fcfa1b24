import { type Actor, requireAdmin } from "@/lib/core/admin";
import { db } from "@/lib/core/db";
import { AppError } from "@/lib/core/errors";
import { recordChange } from "./change-log";

async function logAdmission(concertId: string, changes: object, actor: Actor): Promise<void> {
  requireAdmin(actor);
  if (!/^\d{1,18}$/.test(concertId)) throw new AppError("CONCERT_NOT_FOUND");
  const id = BigInt(concertId);
  await db().$transaction(async (tx) => {
    if (!(await tx.concert.findUnique({ where: { id }, select: { id: true } })))
      throw new AppError("CONCERT_NOT_FOUND");
    await recordChange(tx, actor, "queue.admitted", id, { changes });
  });
}

/**
 * Writes down that an admin is about to let so many in by hand. The line itself is no part of a transaction, so it is written
 * before: nobody is let in whom the history does not explain. @throws AppError FORBIDDEN; CONCERT_NOT_FOUND
 */
export const logRequestedAdmissions = (concertId: string, count: number, actor: Actor): Promise<void> =>
  logAdmission(concertId, { admissions: [null, count] }, actor);

/** Writes down, behind the order, how many the line has let in. @throws AppError FORBIDDEN; CONCERT_NOT_FOUND */
export const logAdmitted = (concertId: string, admitted: number, actor: Actor): Promise<void> =>
  logAdmission(concertId, { admitted: [null, admitted] }, actor);
