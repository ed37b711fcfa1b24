import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { who } from "@/app/who";
import { tintOf } from "@/components/poster";
import { DateChoice } from "@/components/seats/date-choice";
import { RoomSkeleton } from "@/components/seats/room-skeleton";
import { SeatRoom } from "@/components/seats/seat-room";
import { SeatsHeading } from "@/components/seats/seats-heading";
import { Words } from "@/components/ui/words";
import { liveHold, reservationsOf, schedulesOf } from "@/lib/booking";
import { type ConcertPage, concertBySlug, hallDrawing } from "@/lib/catalogue";
import { turnOf, wayOut } from "../turn";
import { holdSeats } from "./actions";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ schedule?: string | string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("seats");
  const concert = await concertBySlug((await params).slug);
  return { title: concert ? t("of", { name: concert.name }) : t("title"), robots: { index: false } };
}

const OWN_LIMIT = 100; // reservations looked through for seats already booked here; a fan with more is told by the hold

async function seatsOwned(userId: string, concertId: string): Promise<number> {
  const { reservations } = await reservationsOf(userId, { limit: OWN_LIMIT });
  return reservations.filter(({ concert, status }) => concert.id === concertId && status === "RESERVED").length;
}

type Inside = { concert: ConcertPage; userId: string; sessionEndsAt: string; wanted: string | string[] | undefined };

async function Inside({ concert, userId, sessionEndsAt, wanted }: Inside) {
  const { id, slug, name, seatLimit } = concert;
  const [schedules, hold, owned] = await Promise.all([schedulesOf(id), liveHold(userId, id), seatsOwned(userId, id)]);
  const schedule =
    schedules.length === 1 ? schedules[0] : schedules.find(({ id }) => id === (wanted ?? hold?.scheduleId));
  if (!schedule) return <DateChoice slug={slug} name={name} schedules={schedules} />;
  const drawing = await hallDrawing(schedule.id);
  if (!drawing) notFound();
  const held = hold && {
    scheduleId: hold.scheduleId,
    numbers: hold.reservations.map(({ seatNumber }) => seatNumber),
    expiresAt: hold.expiresAt,
  };
  return (
    <Words of={["seats"]}>
      <SeatRoom
        key={schedule.id}
        slug={slug}
        scheduleId={schedule.id}
        drawing={drawing}
        tint={tintOf(slug)}
        limit={Math.max(0, seatLimit - owned)}
        owned={owned}
        held={held}
        sessionEndsAt={sessionEndsAt}
        serverNow={hold?.now ?? new Date().toISOString()}
        hold={holdSeats}
      >
        <SeatsHeading concert={concert} schedule={schedule} others={schedules.length > 1} />
      </SeatRoom>
    </Words>
  );
}

/** The hall of one date, for a fan whose turn it is. Everybody else goes to the line, which says why. */
export default async function SeatsPage({ params, searchParams }: Props) {
  const [{ slug }, query, visitor] = await Promise.all([params, searchParams, who()]);
  if (!visitor) redirect(`/signin?next=${encodeURIComponent(`/concerts/${slug}/seats`)}`);
  const concert = await concertBySlug(slug);
  if (!concert) notFound();
  const turn = await turnOf(concert.id, visitor.id);
  if (turn?.status !== "ACTIVE" || !turn.expiresAt) redirect(await wayOut(slug, concert.id, visitor.id, turn));
  return (
    <Suspense fallback={<RoomSkeleton />}>
      <Inside concert={concert} userId={visitor.id} sessionEndsAt={turn.expiresAt} wanted={query.schedule} />
    </Suspense>
  );
}
