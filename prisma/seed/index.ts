// Fills a demo: accounts, a programme of six concerts, some tickets sold. Runs at every start of the demo and mends what
// time has worn: a concert whose sale is over opens anew. Never where JARI_DEMO is not 1: the password is public.
//   JARI_DEMO=1 node --import tsx prisma/seed/index.ts
import { createConcert, updateConcert } from "@/lib/concerts";
import { slugOf } from "@/lib/concerts/slug";
import { closeDb, db } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { closeRedis } from "@/lib/core/redis";
import { type DemoConcert, demoConcerts } from "./concerts";
import { sellSeats } from "./sales";
import { type DemoUsers, seedUsers } from "./users";

type DemoConcertIds = { id: string; scheduleIds: string[] };

/** Whether the concert no longer shows what it is there to show. */
const isStale = (
  shows: DemoConcert["saleState"],
  { salesOpenAt, salesCloseAt }: { salesOpenAt: Date; salesCloseAt: Date },
) => (shows === "soon" ? salesOpenAt.getTime() <= Date.now() : salesCloseAt.getTime() <= Date.now());

/** The concert as an earlier start has left it, with its sale and dates moved to where they would be today; null when new. */
async function refreshConcert(
  { concert, saleState }: DemoConcert,
  { admin }: DemoUsers,
): Promise<DemoConcertIds | null> {
  const known = await db().concert.findUnique({
    where: { slug: slugOf(concert.name) },
    include: { schedules: { select: { id: true }, orderBy: { id: "asc" } } },
  });
  if (!known) return null;
  const ids = known.schedules.map(({ id }) => String(id));
  if (isStale(saleState, known)) {
    const { salesOpenAt, salesCloseAt } = concert;
    const schedules = concert.schedules.flatMap(({ startsAt }, index) =>
      ids.slice(index, index + 1).map((id) => ({ id, startsAt })),
    );
    await updateConcert(String(known.id), { salesOpenAt, salesCloseAt, schedules }, admin);
  }
  return { id: String(known.id), scheduleIds: ids };
}

async function createDemoConcert({ concert }: DemoConcert, { admin }: DemoUsers): Promise<DemoConcertIds> {
  const { id, schedules } = await createConcert(concert, admin);
  return { id, scheduleIds: schedules.map((schedule) => schedule.id) };
}

async function seed(): Promise<void> {
  const people = await seedUsers();
  for (const demo of demoConcerts()) {
    const kept = await refreshConcert(demo, people);
    const { id: concertId, scheduleIds } = kept ?? (await createDemoConcert(demo, people));
    const { soldSeats: seats, saleState } = demo;
    const { seatLimit } = demo.concert;
    if (!kept || saleState === "soldOut") await sellSeats({ concertId, scheduleIds, seats, seatLimit }, people.buyers);
  }
}

if (env().JARI_DEMO) {
  await seed();
} else {
  process.stderr.write(
    "Nothing was seeded: the demo's accounts have a public password. Set JARI_DEMO=1 to want them.\n",
  );
  process.exitCode = 1;
}
await Promise.all([closeDb(), closeRedis()]);
