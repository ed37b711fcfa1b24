import { db, preparedStatement } from "@/lib/core/db";
import { createKnownIds } from "@/lib/core/known-ids";
import { processSingleton } from "@/lib/core/singleton";
import { memoizeFor } from "@/lib/core/ttl-cache";
import type { Concert, Prisma, Schedule } from "@/lib/generated/prisma/client";
import { readCached } from "./cache";
import type { HallDrawing, HallGrade } from "./halls";
import { loadDrawing } from "./stored-hall";

/** A concert in a list. Times are ISO 8601, prices whole won; `startsAt` lists its dates in order. */
export type ConcertCard = {
  id: string;
  slug: string;
  name: string;
  host: string;
  salesOpenAt: string;
  salesCloseAt: string;
  schedules: number;
  startsAt: string[];
  venues: string[];
  priceFrom: number;
  priceTo: number;
  seatsTotal: number;
  demoCrowd: boolean;
};

export type SchedulePage = {
  id: string;
  startsAt: string;
  venue: string;
  seatsTotal: number;
  hallKind: HallDrawing["kind"];
  grades: HallGrade[];
};

export type ConcertPage = {
  id: string;
  slug: string;
  name: string;
  host: string;
  description: string;
  salesOpenAt: string;
  salesCloseAt: string;
  seatLimit: number;
  refundHours: number;
  capacity: number;
  admitPerMinute: number;
  queuePaused: boolean;
  lineVersion: number;
  demoCrowd: boolean;
  /** The copy of a rehearsal: listed nowhere, and only for the rehearsal's fans. */
  isRehearsal: boolean;
  requiresVerifiedEmail: boolean;
  schedules: SchedulePage[];
};

type WithSchedules = Concert & { schedules: Schedule[] };
export const withSchedules = {
  schedules: { orderBy: [{ startsAt: "asc" }, { id: "asc" }] },
} satisfies Prisma.ConcertInclude;

function toSchedulePage({ id, startsAt, venue, hall }: Schedule): SchedulePage {
  const { kind, grades } = loadDrawing(hall);
  const seatsTotal = grades.reduce((sum, { seats }) => sum + seats, 0);
  return { id: String(id), startsAt: startsAt.toISOString(), venue, seatsTotal, hallKind: kind, grades };
}

/** Maps a row with its dates. */
export function toConcertPage(concert: WithSchedules): ConcertPage {
  return {
    id: String(concert.id),
    slug: concert.slug,
    name: concert.name,
    host: concert.host,
    description: concert.description,
    salesOpenAt: concert.salesOpenAt.toISOString(),
    salesCloseAt: concert.salesCloseAt.toISOString(),
    seatLimit: concert.seatLimit,
    refundHours: concert.refundHours,
    capacity: concert.capacity,
    admitPerMinute: concert.admitPerMinute,
    queuePaused: concert.queuePaused,
    lineVersion: concert.lineVersion,
    demoCrowd: concert.demoCrowd,
    isRehearsal: concert.rehearsalOfId !== null,
    requiresVerifiedEmail: concert.requiresVerifiedEmail,
    schedules: concert.schedules.map(toSchedulePage),
  };
}

function toConcertCard(concert: WithSchedules): ConcertCard {
  const { id, slug, name, host, salesOpenAt, salesCloseAt, demoCrowd, schedules } = toConcertPage(concert);
  const prices = schedules.flatMap(({ grades }) => grades.map(({ price }) => price));
  return {
    id,
    slug,
    name,
    host,
    salesOpenAt,
    salesCloseAt,
    demoCrowd,
    schedules: schedules.length,
    startsAt: schedules.map(({ startsAt }) => startsAt),
    venues: [...new Set(schedules.map(({ venue }) => venue))],
    priceFrom: prices.length ? Math.min(...prices) : 0,
    priceTo: prices.length ? Math.max(...prices) : 0,
    seatsTotal: schedules.reduce((sum, { seatsTotal }) => sum + seatsTotal, 0),
  };
}

async function loadConcert(where: { id: bigint } | { slug: string }): Promise<ConcertPage | null> {
  const concert = await db().concert.findUnique({ where, include: withSchedules });
  return concert && toConcertPage(concert);
}

const isId = (id: string) => /^[1-9]\d{0,17}$/.test(id);

/** Every concert but copies of rehearsals, the one whose sales close next first. At most a second behind a save. */
export const allConcerts = (): Promise<ConcertCard[]> =>
  readCached("concerts", async () => {
    const concerts = await db().concert.findMany({
      where: { rehearsalOfId: null },
      include: withSchedules,
      orderBy: [{ salesCloseAt: "asc" }, { id: "asc" }],
    });
    return concerts.map(toConcertCard);
  });

const selectIds = preparedStatement<{ id: string }>("concert_ids", "SELECT id FROM concert");
const knownConcerts = processSingleton("known concerts", () =>
  createKnownIds(async () => (await selectIds()).map(({ id }) => id)),
);

const readConcert = (id: string) => readCached(`concert:${id}`, () => loadConcert({ id: BigInt(id) }));

/** False for the id of no concert, mostly without asking an engine. */
export const concertMayExist = (id: string): boolean | Promise<boolean> =>
  isId(id) && (knownConcerts.has(id) || knownConcerts.mayExist(id));

/** The concert, at most a second behind a save; null when there is none. */
export const concertById = async (id: string): Promise<ConcertPage | null> =>
  (await concertMayExist(id)) ? readConcert(id) : null;

const selectSlugs = preparedStatement<{ slug: string }>("concert_slugs", "SELECT slug FROM concert");

/** The slugs of all concerts, at most a second old. */
export const concertSlugs: () => Promise<ReadonlySet<string>> = memoizeFor(
  1_000,
  async () => new Set((await selectSlugs()).map(({ slug }) => slug)),
);

/** The concert, at most a second behind a save; null when there is none. */
export const concertBySlug = (slug: string): Promise<ConcertPage | null> =>
  /^[a-z0-9-]{1,80}$/.test(slug) ? readCached(`slug:${slug}`, () => loadConcert({ slug })) : Promise.resolve(null);

/** The drawing of a date's hall without its seats; null when there is no such date. */
export const hallDrawing = (scheduleId: string): Promise<HallDrawing | null> =>
  isId(scheduleId)
    ? readCached(`hall:${scheduleId}`, async () => {
        const schedule = await db().schedule.findUnique({
          where: { id: BigInt(scheduleId) },
          select: { hall: true },
        });
        return schedule && loadDrawing(schedule.hall);
      })
    : Promise.resolve(null);
