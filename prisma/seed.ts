// Fills a demo: accounts, a programme of six concerts, some tickets sold. Runs at every start of the demo and mends what
// time has worn: a concert whose sale is over opens anew. Never where JARI_DEMO is not 1: the password is public.
//   JARI_DEMO=1 node --import tsx prisma/seed.ts
import { createConcert, updateConcert } from "@/lib/catalogue";
import { slugOf } from "@/lib/catalogue/slug";
import { closeDb, db } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { closeRedis } from "@/lib/core/redis";
import { type People, seatPeople } from "./seed/people";
import { type DemoConcert, demoProgramme } from "./seed/programme";
import { sellToCrowd } from "./seed/sales";

type Kept = { id: string; scheduleIds: string[] };

/** Whether the concert no longer shows what it is there to show. */
const worn = (shows: DemoConcert["shows"], { salesOpenAt, salesCloseAt }: { salesOpenAt: Date; salesCloseAt: Date }) =>
  shows === "soon" ? salesOpenAt.getTime() <= Date.now() : salesCloseAt.getTime() <= Date.now();

/** The concert as an earlier start has left it, with its sale and dates moved to where they would be today; null when new. */
async function refreshed({ concert, shows }: DemoConcert, { admin }: People): Promise<Kept | null> {
  const known = await db().concert.findUnique({
    where: { slug: slugOf(concert.name) },
    include: { schedules: { select: { id: true }, orderBy: { id: "asc" } } },
  });
  if (!known) return null;
  const ids = known.schedules.map(({ id }) => String(id));
  if (worn(shows, known)) {
    const { salesOpenAt, salesCloseAt } = concert;
    const schedules = concert.schedules.flatMap(({ startsAt }, index) =>
      ids.slice(index, index + 1).map((id) => ({ id, startsAt })),
    );
    await updateConcert(String(known.id), { salesOpenAt, salesCloseAt, schedules }, admin);
  }
  return { id: String(known.id), scheduleIds: ids };
}

async function created({ concert }: DemoConcert, { admin }: People): Promise<Kept> {
  const { id, schedules } = await createConcert(concert, admin);
  return { id, scheduleIds: schedules.map((schedule) => schedule.id) };
}

async function seed(): Promise<void> {
  const people = await seatPeople();
  for (const demo of demoProgramme()) {
    const kept = await refreshed(demo, people);
    const { id: concertId, scheduleIds } = kept ?? (await created(demo, people));
    const { sold: seats, shows } = demo;
    const { seatLimit } = demo.concert;
    if (!kept || shows === "soldOut") await sellToCrowd({ concertId, scheduleIds, seats, seatLimit }, people.crowd);
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
