import { type Actor, recordAudit, requireAdmin } from "@/lib/core/admin";
import { db, preparedStatement } from "@/lib/core/db";
import { AppError } from "@/lib/core/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type Verdict, verdictSchema } from "./verdict";

export const MAX_FANS = 50_000;
export const MAX_SEATS = 20_000;
const DEAD_SECONDS = 60; // without a sign of life
const DIED = "DIED"; // the error of one that nobody ran to its end
const LISTED = 10;

/** How far a rehearsal is; `atSeconds` is from the opening of its sale. */
export type RehearsalProgress = {
  atSeconds: number;
  joined: number;
  inside: number;
  seatsSold: number;
  refused: number;
};

export type Rehearsal = {
  id: string;
  concertId: string;
  status: "REQUESTED" | "RUNNING" | "DONE" | "FAILED";
  fans: number;
  seats: number;
  requestedAt: Date;
  finishedAt: Date | null;
  progress: RehearsalProgress | null;
  verdict: Verdict | null;
  error: string | null;
};

type Row = Prisma.RehearsalGetPayload<object>;

const toRehearsal = ({ id, concertId, progress, verdict, ...row }: Row): Rehearsal => ({
  id: String(id),
  concertId: String(concertId),
  status: row.status,
  fans: row.fans,
  seats: row.seats,
  requestedAt: row.requestedAt,
  finishedAt: row.finishedAt,
  progress: progress as RehearsalProgress | null,
  verdict: verdict === null ? null : verdictSchema.parse(verdict),
  error: row.error,
});

const isId = (id: string) => /^[1-9]\d{0,17}$/.test(id);

const failDead = preparedStatement(
  "rehearsal_fail_dead",
  `UPDATE rehearsal SET status = 'FAILED', finished_at = jari_now(), error = '${DIED}'
   WHERE status IN ('REQUESTED', 'RUNNING') AND beat_at < jari_now() - interval '${DEAD_SECONDS} seconds'`,
);

const insertRehearsal = preparedStatement<{ id: string }>(
  "rehearsal_insert",
  `INSERT INTO rehearsal (concert_id, fans, seats, requested_by_id, status, requested_at, beat_at)
   SELECT id, $2, $3, $4, $5::rehearsal_status, jari_now(), jari_now() FROM concert WHERE id = $1 AND rehearsal_of_id IS NULL
   ON CONFLICT ((true)) WHERE status IN ('REQUESTED', 'RUNNING') DO NOTHING RETURNING id`,
);

type RehearsalSize = { concertId: string; fans: number; seats: number };

async function insert(
  { concertId, fans, seats }: RehearsalSize,
  actorId: string | null,
  status: string,
): Promise<string> {
  const where = { id: BigInt(isId(concertId) ? concertId : 0), rehearsalOfId: null };
  if (!(await db().concert.findFirst({ where, select: { id: true } }))) throw new AppError("CONCERT_NOT_FOUND");
  await failDead();
  const [row] = await insertRehearsal(concertId, fans, seats, actorId, status);
  if (!row) throw new AppError("REHEARSAL_RUNNING");
  return String(row.id);
}

/**
 * Asks for a rehearsal of a concert; a process that runs them takes it up.
 * @throws AppError FORBIDDEN, CONCERT_NOT_FOUND, REHEARSAL_RUNNING while another one is not finished
 */
export async function requestRehearsal(size: RehearsalSize, actor: Actor): Promise<string> {
  requireAdmin(actor);
  const id = await insert(size, actor.id, "REQUESTED");
  const { concertId, fans, seats } = size;
  await recordRequest(actor, concertId, { changes: { fans: [null, fans], seats: [null, seats] } });
  return id;
}

/** Begins a rehearsal that the caller runs itself. @throws AppError CONCERT_NOT_FOUND, REHEARSAL_RUNNING */
export async function beginRehearsal(size: RehearsalSize): Promise<ClaimedRehearsal> {
  return { id: await insert(size, null, "RUNNING"), ...size };
}

const recordRequest = (actor: Actor, concertId: string, detail: object): Promise<void> =>
  db().$transaction((tx) =>
    recordAudit(tx, actor, { action: "concert.rehearsed", subject: `concert:${concertId}`, detail }),
  );

/** The newest ten of a concert, newest first. @throws AppError FORBIDDEN */
export async function listRehearsals(concertId: string, actor: Actor): Promise<Rehearsal[]> {
  requireAdmin(actor);
  if (!isId(concertId)) return [];
  await failDead();
  const where = { concertId: BigInt(concertId) };
  return (await db().rehearsal.findMany({ where, orderBy: { id: "desc" }, take: LISTED })).map(toRehearsal);
}

const claimRequested = preparedStatement<{ id: string; concert_id: string; fans: number; seats: number }>(
  "rehearsal_claim",
  `UPDATE rehearsal SET status = 'RUNNING', beat_at = jari_now()
   WHERE status = 'REQUESTED' RETURNING id, concert_id, fans, seats`,
);

export type ClaimedRehearsal = RehearsalSize & { id: string };

/** Takes up the requested rehearsal; null when there is none. One process alone gets it. */
export async function claimRehearsal(): Promise<ClaimedRehearsal | null> {
  const [row] = await claimRequested();
  return row ? { id: String(row.id), concertId: String(row.concert_id), fans: row.fans, seats: row.seats } : null;
}

const beat = preparedStatement<{ id: string }>(
  "rehearsal_beat",
  `UPDATE rehearsal SET beat_at = jari_now(), progress = coalesce($2::jsonb, progress), copy_id = coalesce($3::bigint, copy_id)
   WHERE id = $1 AND status = 'RUNNING' RETURNING id`,
);

/** Says that a rehearsal is alive, and how far it is. @returns false once it counts as dead */
export async function beatRehearsal(
  id: string,
  { progress = null, copyId = null }: { progress?: RehearsalProgress | null; copyId?: string | null } = {},
): Promise<boolean> {
  return (await beat(id, progress && JSON.stringify(progress), copyId)).length > 0;
}

const finish = preparedStatement(
  "rehearsal_finish",
  `UPDATE rehearsal SET status = CASE WHEN $2::jsonb IS NULL THEN 'FAILED'::rehearsal_status ELSE 'DONE' END,
     finished_at = jari_now(), verdict = $2, error = $3 WHERE id = $1 AND status = 'RUNNING'`,
);

/** Ends a rehearsal with its verdict, or with the sentence of why there is none. */
export async function finishRehearsal(id: string, outcome: { verdict: Verdict } | { error: string }): Promise<void> {
  const [verdict, error] = "verdict" in outcome ? [JSON.stringify(outcome.verdict), null] : [null, outcome.error];
  await finish(id, verdict, error);
}

/** The names of concerts whose sale is open now, or opens within this many minutes: a rehearsal would take their machine. */
export async function salesNearNow(minutes: number): Promise<string[]> {
  const now = Date.now();
  const concerts = await db().concert.findMany({
    where: {
      rehearsalOfId: null,
      salesOpenAt: { lte: new Date(now + minutes * 60_000) },
      salesCloseAt: { gt: new Date(now) },
    },
    select: { name: true },
    orderBy: { salesOpenAt: "desc" },
    take: LISTED,
  });
  return concerts.map(({ name }) => name);
}

const selectRehearsalFan = preparedStatement<{ rehearsal: boolean }>(
  "rehearsal_fan",
  "SELECT rehearsal FROM users WHERE id = $1",
);

/** Whether a user is a fan of rehearsals. */
export const isRehearsalFan = async (userId: string): Promise<boolean> =>
  (await selectRehearsalFan(userId))[0]?.rehearsal === true;
