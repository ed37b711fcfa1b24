import { type Actor, requireAdmin } from "@/lib/core/admin";
import { db } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import type { Prisma } from "@/lib/generated/prisma/client";
import { invalidateConcerts } from "./cache";
import { publishConcertEvent, recordChange } from "./change-log";
import type { Hall } from "./halls";
import type { ConcertInput } from "./input";
import { planHalls } from "./plan-halls";
import { writeSeats } from "./seats";
import { freeSlug } from "./slug";

export const SAVE_MS = { timeout: 60_000, maxWait: 5_000 }; // a hall of 100,000 seats takes a few seconds

export type SavedConcert = { id: string; slug: string; schedules: { id: string }[] };

/** Adds a date with every seat of its hall; returns its id. */
export async function addSchedule(
  tx: Prisma.TransactionClient,
  concertId: bigint,
  { startsAt, venue }: { startsAt: Date; venue: string },
  { seats, drawing }: Hall,
): Promise<bigint> {
  const { id } = await tx.schedule.create({
    data: { concertId, startsAt, venue, hall: drawing },
    select: { id: true },
  });
  await writeSeats(tx, id, seats);
  return id;
}

/** Creates a concert with dates and seats. @throws AppError FORBIDDEN, INVALID_INPUT with every hall's problems */
export async function createConcert(input: ConcertInput, actor: Actor): Promise<SavedConcert> {
  requireAdmin(actor);
  const { schedules, requiresVerifiedEmail = env().REQUIRE_VERIFIED_EMAIL, ...fields } = input;
  const halls = planHalls(schedules);
  const saved = await db().$transaction(async (tx) => {
    const slug = await freeSlug(tx, fields.name);
    const concert = await tx.concert.create({
      data: { ...fields, requiresVerifiedEmail, slug, createdById: actor.id },
      select: { id: true },
    });
    const ids: bigint[] = [];
    for (const [index, schedule] of schedules.entries()) {
      const hall = halls[index];
      if (hall) ids.push(await addSchedule(tx, concert.id, schedule, hall));
    }
    await recordChange(tx, actor, "concert.created", concert.id, { name: fields.name, dates: ids.length });
    await publishConcertEvent(tx, concert.id);
    return { id: String(concert.id), slug, schedules: ids.map((id) => ({ id: String(id) })) };
  }, SAVE_MS);
  await invalidateConcerts();
  return saved;
}
