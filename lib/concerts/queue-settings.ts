import { type Actor, requireAdmin } from "@/lib/core/admin";
import { db } from "@/lib/core/db";
import { diffFields } from "@/lib/core/diff";
import { AppError } from "@/lib/core/errors";
import type { Concert } from "@/lib/generated/prisma/client";
import { invalidateConcerts } from "./cache";
import { recordChange } from "./change-log";
import type { QueueEdit } from "./input";

export type QueueSettings = {
  concertId: string;
  capacity: number;
  admitPerMinute: number;
  paused: boolean;
  opensAt: Date;
  closesAt: Date;
  version: number;
  isRehearsal: boolean;
};

const toQueueSettings = ({
  id,
  capacity,
  admitPerMinute,
  queuePaused,
  salesOpenAt,
  salesCloseAt,
  lineVersion,
  rehearsalOfId,
}: Concert): QueueSettings => ({
  concertId: String(id),
  capacity,
  admitPerMinute,
  paused: queuePaused,
  opensAt: salesOpenAt,
  closesAt: salesCloseAt,
  version: lineVersion,
  isRehearsal: rehearsalOfId !== null,
});

/** The settings of queues whose sale is within `marginMs`, uncached, so that an old copy never undoes a change. */
export async function queuesOnSale(marginMs: number): Promise<QueueSettings[]> {
  const now = Date.now();
  const concerts = await db().concert.findMany({
    where: { salesOpenAt: { lte: new Date(now + marginMs) }, salesCloseAt: { gte: new Date(now - marginMs) } },
    orderBy: { id: "asc" },
  });
  return concerts.map(toQueueSettings);
}

/** The settings of one queue, uncached; null when there is no such concert. */
export async function loadQueueSettings(concertId: string): Promise<QueueSettings | null> {
  if (!/^\d{1,18}$/.test(concertId)) return null;
  const concert = await db().concert.findUnique({ where: { id: BigInt(concertId) } });
  return concert && toQueueSettings(concert);
}

/** Changes the given settings of a queue; returns all. @throws AppError FORBIDDEN, CONCERT_NOT_FOUND */
export async function updateQueueSettings(concertId: string, edit: QueueEdit, actor: Actor): Promise<QueueSettings> {
  requireAdmin(actor);
  if (!/^\d{1,18}$/.test(concertId)) throw new AppError("CONCERT_NOT_FOUND");
  const id = BigInt(concertId);
  const { paused: queuePaused, ...rates } = edit;
  const settings = await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM concert WHERE id = ${id} FOR NO KEY UPDATE`;
    const before = await tx.concert.findUnique({ where: { id } });
    if (!before) throw new AppError("CONCERT_NOT_FOUND");
    const after = await tx.concert.update({ where: { id }, data: { ...rates, queuePaused, updatedAt: new Date() } });
    const changes = diffFields(before, { ...rates, queuePaused });
    if (Object.keys(changes).length) await recordChange(tx, actor, "queue.steered", id, { changes });
    return after;
  });
  await invalidateConcerts();
  return toQueueSettings(settings);
}
