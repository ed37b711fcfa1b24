// Seeds a demo: accounts, six concerts, some tickets sold. Runs at every start of the demo and reopens concerts whose sale
// is over. Refuses to run unless JARI_DEMO=1, because the password of its accounts is public.
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

/** Whether time has moved the concert out of the sale state it demonstrates. */
const isStale = (
  saleState: DemoConcert["saleState"],
  { salesOpenAt, salesCloseAt }: { salesOpenAt: Date; salesCloseAt: Date },
) => (saleState === "soon" ? salesOpenAt.getTime() <= Date.now() : salesCloseAt.getTime() <= Date.now());

/** The concert of an earlier seed, with its sale and dates moved to where they would be today; null when there is none. */
async function refreshConcert(
  { concert, saleState }: DemoConcert,
  { admin }: DemoUsers,
): Promise<DemoConcertIds | null> {
  const existing = await db().concert.findUnique({
    where: { slug: slugOf(concert.name) },
    include: { schedules: { select: { id: true }, orderBy: { id: "asc" } } },
  });
  if (!existing) return null;
  const ids = existing.schedules.map(({ id }) => String(id));
  if (isStale(saleState, existing)) {
    const { salesOpenAt, salesCloseAt } = concert;
    const schedules = concert.schedules.flatMap(({ startsAt }, index) =>
      ids.slice(index, index + 1).map((id) => ({ id, startsAt })),
    );
    await updateConcert(String(existing.id), { salesOpenAt, salesCloseAt, schedules }, admin);
  }
  return { id: String(existing.id), scheduleIds: ids };
}

async function createDemoConcert({ concert }: DemoConcert, { admin }: DemoUsers): Promise<DemoConcertIds> {
  const { id, schedules } = await createConcert(concert, admin);
  return { id, scheduleIds: schedules.map((schedule) => schedule.id) };
}

async function seed(): Promise<void> {
  const users = await seedUsers();
  for (const demo of demoConcerts()) {
    const existing = await refreshConcert(demo, users);
    const { id: concertId, scheduleIds } = existing ?? (await createDemoConcert(demo, users));
    const { soldSeats: seats, saleState } = demo;
    const { seatLimit } = demo.concert;
    if (!existing || saleState === "soldOut")
      await sellSeats({ concertId, scheduleIds, seats, seatLimit }, users.buyers);
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
