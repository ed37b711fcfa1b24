import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { requireUserPage } from "@/app/_lib/require-user";
import { paletteFor } from "@/components/posters";
import { ScheduleList } from "@/components/seats/schedule-list";
import { SeatPicker } from "@/components/seats/seat-picker";
import { SeatsHeading } from "@/components/seats/seats-heading";
import { SeatsSkeleton } from "@/components/seats/seats-skeleton";
import { ShapeLegend } from "@/components/seats/shape-legend";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { findLiveHold, findReservations, findSchedules } from "@/lib/booking";
import { type ConcertPage, concertBySlug, hallDrawing } from "@/lib/concerts";
import { getTicket, redirectPathFor } from "../queue-access";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ schedule?: string | string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("seats");
  const concert = await concertBySlug((await params).slug);
  return { title: concert ? t("of", { name: concert.name }) : t("title"), robots: { index: false } };
}

const OWN_RESERVATIONS_LIMIT = 100; // newest reservations; for a fan with more, only the hold checks the seat limit

async function countOwnedSeats(userId: string, concertId: string): Promise<number> {
  const { reservations } = await findReservations(userId, { limit: OWN_RESERVATIONS_LIMIT });
  return reservations.filter(({ concert, status }) => concert.id === concertId && status === "RESERVED").length;
}

type PickerProps = {
  concert: ConcertPage;
  userId: string;
  sessionEndsAt: string;
  requestedId: string | string[] | undefined;
};

async function SeatPickerForSchedule({ concert, userId, sessionEndsAt, requestedId }: PickerProps) {
  const { id, slug, name, seatLimit } = concert;
  const [schedules, hold, owned] = await Promise.all([
    findSchedules(id),
    findLiveHold(userId, id),
    countOwnedSeats(userId, id),
  ]);
  const schedule =
    schedules.length === 1 ? schedules[0] : schedules.find(({ id }) => id === (requestedId ?? hold?.scheduleId));
  if (!schedule) return <ScheduleList slug={slug} name={name} schedules={schedules} />;
  const drawing = await hallDrawing(schedule.id);
  if (!drawing) notFound();
  const held = hold && {
    scheduleId: hold.scheduleId,
    numbers: hold.reservations.map(({ seatNumber }) => seatNumber),
    expiresAt: hold.expiresAt,
  };
  return (
    <MessagesProvider namespaces={["seats"]}>
      <SeatPicker
        key={schedule.id}
        slug={slug}
        scheduleId={schedule.id}
        drawing={drawing}
        stageColors={paletteFor(slug)}
        limit={Math.max(0, seatLimit - owned)}
        owned={owned}
        held={held}
        sessionEndsAt={sessionEndsAt}
        serverNow={hold?.now ?? new Date().toISOString()}
        shapeLegend={<ShapeLegend />}
      >
        <SeatsHeading concert={concert} schedule={schedule} others={schedules.length > 1} />
      </SeatPicker>
    </MessagesProvider>
  );
}

/** The seat map of one date, for a fan with an active session. Everybody else is redirected to the waiting room. */
export default async function SeatsPage({ params, searchParams }: Props) {
  const [{ slug }, query] = await Promise.all([params, searchParams]);
  const user = await requireUserPage(`/concerts/${slug}/seats`);
  const concert = await concertBySlug(slug);
  if (!concert) notFound();
  const ticket = await getTicket(concert.id, user.id);
  if (ticket?.status !== "ACTIVE" || !ticket.expiresAt)
    redirect(await redirectPathFor(slug, concert.id, user.id, ticket));
  return (
    <Suspense fallback={<SeatsSkeleton />}>
      <SeatPickerForSchedule
        concert={concert}
        userId={user.id}
        sessionEndsAt={ticket.expiresAt}
        requestedId={query.schedule}
      />
    </Suspense>
  );
}
