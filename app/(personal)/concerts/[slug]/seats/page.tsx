import { randomUUID } from "node:crypto";
import { notFound, redirect } from "next/navigation";
import { requireUserPage } from "@/app/_lib/require-user";
import { PlainSeats } from "@/components/seats/plain-seats";
import { ScheduleList } from "@/components/seats/schedule-list";
import { SeatsHeading } from "@/components/seats/seats-heading";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { cachedSeatMap, findLiveHold, findSchedules, ownSeatIndexes, statusAt } from "@/lib/booking";
import { type ConcertPage, concertBySlug } from "@/lib/concerts";
import { getTicket, redirectPathFor } from "../queue-access";
import { holdSeats } from "./actions";

export { generateMetadata } from "@/app/_pages/seats";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ schedule?: string | string[] }> };

const SEATS_MAX = 600; // in a form; of a larger hall the first that are free

/** The free seats of a date and the fan's own, in order. */
async function selectableSeats(scheduleId: string, userId: string) {
  const snapshot = await cachedSeatMap(scheduleId);
  const own = new Set(ownSeatIndexes(snapshot, userId));
  return snapshot.hall.seats
    .map((seat, index) => ({ ...seat, mine: own.has(index), status: statusAt(snapshot, index) }))
    .filter(({ status, mine }) => status === "AVAILABLE" || (mine && status === "TEMPORARY"))
    .slice(0, SEATS_MAX);
}

type SeatsProps = { concert: ConcertPage; userId: string; requestedId: string | string[] | undefined };

async function SeatsOfSchedule({ concert, userId, requestedId }: SeatsProps) {
  const { id, slug, name, seatLimit } = concert;
  const [schedules, hold] = await Promise.all([findSchedules(id), findLiveHold(userId, id)]);
  const schedule =
    schedules.length === 1 ? schedules[0] : schedules.find(({ id }) => id === (requestedId ?? hold?.scheduleId));
  if (!schedule) return <ScheduleList slug={slug} name={name} schedules={schedules} />;
  return (
    <MessagesProvider namespaces={["seats"]}>
      <div className="grid gap-6 pt-6">
        <SeatsHeading concert={concert} schedule={schedule} others={schedules.length > 1} />
        <PlainSeats
          slug={slug}
          scheduleId={schedule.id}
          seats={await selectableSeats(schedule.id, userId)}
          limit={seatLimit}
          holdKey={randomUUID()}
          hold={holdSeats}
        />
      </div>
    </MessagesProvider>
  );
}

/** The seats where no script runs, for a fan with an active session. Everybody else is redirected to the waiting room. */
export default async function SeatsPage({ params, searchParams }: Props) {
  const [{ slug }, query] = await Promise.all([params, searchParams]);
  const user = await requireUserPage(`/concerts/${slug}/seats`);
  const concert = await concertBySlug(slug);
  if (!concert) notFound();
  const ticket = await getTicket(concert.id, user.id);
  if (ticket?.status !== "ACTIVE") redirect(await redirectPathFor(slug, concert.id, user.id, ticket));
  return <SeatsOfSchedule concert={concert} userId={user.id} requestedId={query.schedule} />;
}
