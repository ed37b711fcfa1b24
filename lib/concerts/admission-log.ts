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

/** Logs admissions before the queue makes any of them. @throws AppError FORBIDDEN, CONCERT_NOT_FOUND */
export const logRequestedAdmissions = (concertId: string, count: number, actor: Actor): Promise<void> =>
  logAdmission(concertId, { admissions: [null, count] }, actor);

/** Logs how many fans the queue admitted. @throws AppError FORBIDDEN, CONCERT_NOT_FOUND */
export const logAdmitted = (concertId: string, admitted: number, actor: Actor): Promise<void> =>
  logAdmission(concertId, { admitted: [null, admitted] }, actor);
