import { type Actor, requireAdmin } from "@/lib/core/admin";
import { db } from "@/lib/core/db";
import type { Change } from "@/lib/core/diff";
import { AppError } from "@/lib/core/errors";
import { type AuditAction, auditSubject } from "./change-log";
import { type ConcertPage, toConcertPage, withSchedules } from "./queries";

/** An expired hold counts as free. */
export type SeatCounts = { total: number; sold: number; held: number; free: number };

export type AdminConcert = Omit<ConcertPage, "description"> & { seats: SeatCounts; state: SaleState };
export type SaleState = "soon" | "onSale" | "closed";

export type EditableConcert = ConcertPage & {
  seats: Record<string, SeatCounts>;
  total: SeatCounts;
  state: SaleState;
};

export type AuditLogEntry = {
  id: string;
  at: string;
  actor: string;
  action: AuditAction;
  changes: Record<string, Change>;
};

type SeatCountRow = { schedule_id: bigint; total: number; sold: number; held: number };

async function countSeats(scheduleIds: readonly string[]): Promise<Map<string, SeatCounts>> {
  const rows = await db().$queryRaw<SeatCountRow[]>`
    SELECT schedule_id, count(*)::int AS total, count(*) FILTER (WHERE status = 'RESERVED')::int AS sold,
           count(*) FILTER (WHERE status = 'TEMPORARY')::int AS held
    FROM seat_now WHERE schedule_id = ANY(${scheduleIds.map(BigInt)}) GROUP BY schedule_id`;
  return new Map(
    rows.map(({ schedule_id, total, sold, held }) => [
      String(schedule_id),
      { total, sold, held, free: total - sold - held },
    ]),
  );
}

const NO_SEATS: SeatCounts = { total: 0, sold: 0, held: 0, free: 0 };

const sumCounts = (counts: SeatCounts[]): SeatCounts =>
  counts.reduce(
    (all, one) => ({
      total: all.total + one.total,
      sold: all.sold + one.sold,
      held: all.held + one.held,
      free: all.free + one.free,
    }),
    NO_SEATS,
  );

function saleStateOf({ salesOpenAt, salesCloseAt }: { salesOpenAt: string; salesCloseAt: string }): SaleState {
  const now = Date.now();
  if (now < Date.parse(salesOpenAt)) return "soon";
  return now < Date.parse(salesCloseAt) ? "onSale" : "closed";
}

const MAX_CONCERTS = 200; // older ones are reached by their address

/** The newest concerts first, without copies of rehearsals, each with its seat counts. @throws AppError FORBIDDEN */
export async function concertsForAdmin(actor: Actor): Promise<AdminConcert[]> {
  requireAdmin(actor);
  const concerts = await db().concert.findMany({
    where: { rehearsalOfId: null },
    include: withSchedules,
    orderBy: { id: "desc" },
    take: MAX_CONCERTS,
  });
  const pages = concerts.map(toConcertPage);
  const counts = await countSeats(pages.flatMap(({ schedules }) => schedules.map(({ id }) => id)));
  return pages.map(({ description: _, ...page }) => ({
    ...page,
    state: saleStateOf(page),
    seats: sumCounts(page.schedules.map(({ id }) => counts.get(id) ?? NO_SEATS)),
  }));
}

/** One concert, uncached. @throws AppError FORBIDDEN, CONCERT_NOT_FOUND */
export async function concertForEdit(id: string, actor: Actor): Promise<EditableConcert> {
  requireAdmin(actor);
  if (!/^\d{1,18}$/.test(id)) throw new AppError("CONCERT_NOT_FOUND");
  const concert = await db().concert.findUnique({ where: { id: BigInt(id) }, include: withSchedules });
  if (!concert) throw new AppError("CONCERT_NOT_FOUND");
  const page = toConcertPage(concert);
  const counts = await countSeats(page.schedules.map((schedule) => schedule.id));
  const seats = Object.fromEntries(page.schedules.map(({ id }) => [id, counts.get(id) ?? NO_SEATS]));
  return { ...page, seats, total: sumCounts(Object.values(seats)), state: saleStateOf(page) };
}

const MAX_ENTRIES = 50;

/** The history of a concert, newest first. @throws AppError FORBIDDEN */
export async function concertAuditLog(concertId: string, actor: Actor): Promise<AuditLogEntry[]> {
  requireAdmin(actor);
  const entries = await db().auditEntry.findMany({
    where: { subject: auditSubject(concertId) },
    include: { actor: { select: { name: true } } },
    orderBy: { id: "desc" },
    take: MAX_ENTRIES,
  });
  return entries.map(({ id, createdAt, actor, action, detail }) => {
    const changes = typeof detail === "object" && detail && "changes" in detail ? detail.changes : {};
    return {
      id: String(id),
      at: createdAt.toISOString(),
      actor: actor?.name ?? "",
      action: action as AuditAction,
      changes: changes as Record<string, Change>,
    };
  });
}
