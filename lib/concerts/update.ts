import { type Actor, requireAdmin } from "@/lib/core/admin";
import { db } from "@/lib/core/db";
import { type Change, diffFields } from "@/lib/core/diff";
import { AppError } from "@/lib/core/errors";
import type { Concert, Prisma } from "@/lib/generated/prisma/client";
import { invalidateConcerts } from "./cache";
import { publishConcertEvent, recordChange } from "./change-log";
import { addSchedule, SAVE_MS, type SavedConcert } from "./create";
import type { Hall } from "./halls";
import type { ConcertEdit } from "./input";
import { planHalls } from "./plan-halls";
import { lockFreeSeats, removeSeatsAfter, writeSeats } from "./seats";

type ScheduleEdit = NonNullable<ConcertEdit["schedules"]>[number];

/** Locks the concert against other saves; holds and payments go on. */
async function lockConcert(tx: Prisma.TransactionClient, id: string): Promise<Concert> {
  if (!/^\d{1,18}$/.test(id)) throw new AppError("CONCERT_NOT_FOUND");
  await tx.$queryRaw`SELECT id FROM concert WHERE id = ${BigInt(id)} FOR NO KEY UPDATE`;
  const concert = await tx.concert.findUnique({ where: { id: BigInt(id) } });
  if (!concert) throw new AppError("CONCERT_NOT_FOUND");
  return concert;
}

function requireWindow({ salesOpenAt, salesCloseAt }: { salesOpenAt: Date; salesCloseAt: Date }): void {
  const message = "must be after salesOpenAt";
  if (salesOpenAt >= salesCloseAt) throw new AppError("INVALID_INPUT", { errors: [{ path: "salesCloseAt", message }] });
}

// Seats keep their rows by number, because canceled reservations reference them.
async function replaceHall(tx: Prisma.TransactionClient, id: bigint, { seats, drawing }: Hall): Promise<void> {
  await lockFreeSeats(tx, id);
  await removeSeatsAfter(tx, id, seats.length);
  await writeSeats(tx, id, seats);
  await tx.schedule.update({ where: { id }, data: { hall: drawing } });
}

async function editSchedule(
  tx: Prisma.TransactionClient,
  concertId: bigint,
  edit: ScheduleEdit,
  hall: Hall | null,
): Promise<Record<string, Change>> {
  if (edit.id === undefined) {
    const { startsAt, venue } = edit;
    if (!startsAt || !venue || !hall) throw new AppError("INVALID_INPUT");
    const id = await addSchedule(tx, concertId, { startsAt, venue }, hall);
    return prefixKeys(id, {}, { startsAt, venue, hall: hall.seats.length });
  }
  const id = /^\d{1,18}$/.test(edit.id) ? BigInt(edit.id) : 0n;
  const before = await tx.schedule.findFirst({ where: { id, concertId }, select: { startsAt: true, venue: true } });
  if (!before) throw new AppError("SCHEDULE_NOT_FOUND");
  const { startsAt, venue } = edit;
  await tx.schedule.update({ where: { id }, data: { startsAt, venue } });
  if (hall) await replaceHall(tx, id, hall);
  return prefixKeys(id, before, { startsAt, venue, hall: hall?.seats.length });
}

function prefixKeys(id: bigint, before: object, edit: object): Record<string, Change> {
  const changes = Object.entries(diffFields(before, edit));
  return Object.fromEntries(changes.map(([field, change]) => [`schedule:${id}.${field}`, change]));
}

/** Changes the given fields and adds dates; a hall can change only while none of its seats is held or sold.
 * @throws AppError FORBIDDEN, CONCERT_NOT_FOUND, SCHEDULE_NOT_FOUND, INVALID_INPUT, SEAT_IN_USE */
export async function updateConcert(id: string, edit: ConcertEdit, actor: Actor): Promise<SavedConcert> {
  requireAdmin(actor);
  const { schedules = [], ...fields } = edit;
  const halls = planHalls(schedules);
  const saved = await db().$transaction(async (tx) => {
    const before = await lockConcert(tx, id);
    let changes: Record<string, Change> = diffFields(before, fields);
    requireWindow({
      salesOpenAt: fields.salesOpenAt ?? before.salesOpenAt,
      salesCloseAt: fields.salesCloseAt ?? before.salesCloseAt,
    });
    await tx.concert.update({ where: { id: before.id }, data: { ...fields, updatedAt: new Date() } });
    for (const [index, schedule] of schedules.entries())
      changes = { ...changes, ...(await editSchedule(tx, before.id, schedule, halls[index] ?? null)) };
    const dates = await tx.schedule.findMany({
      where: { concertId: before.id },
      select: { id: true },
      orderBy: { id: "asc" },
    });
    if (Object.keys(changes).length) {
      await recordChange(tx, actor, "concert.updated", before.id, { changes });
      await publishConcertEvent(tx, before.id);
    }
    return { id, slug: before.slug, schedules: dates.map((date) => ({ id: String(date.id) })) };
  }, SAVE_MS);
  await invalidateConcerts();
  return saved;
}
