"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { lazy, type ReactNode, useEffect } from "react";
import type { ConcertSession } from "@/client/types";
import type { HallDrawing } from "@/lib/concerts/halls/hall";
import { useRequiredVisitor } from "../visitor/require-visitor";
import { useVisitorData } from "../visitor/use-visitor-data";
import type { StageColors } from "./hall-props";
import { SeatPicker } from "./seat-picker";

const DateChoice = lazy(() => import("./date-choice").then(({ DateChoice }) => ({ default: DateChoice })));

const RETRY_MS = 5_000;

type Props = {
  concert: { id: string; slug: string; name: string; seatLimit: number };
  /** A new object whenever the page is refreshed. */
  dates: { id: string; drawing: HallDrawing; heading: ReactNode }[];
  stageColors: StageColors;
  shapeLegend: ReactNode;
  skeleton: ReactNode;
};

/** Where a fan without an active session goes: to their tickets if they paid, else to the waiting room. */
function wayOut(slug: string, { status, ended }: ConcertSession): string | null {
  if (status === "ACTIVE" || status === "UNKNOWN") return null;
  if (status !== "EXPIRED") return `/concerts/${slug}/line`;
  return ended === "paid" ? "/tickets" : `/concerts/${slug}/line?ended=${ended ?? "time"}`;
}

function heldSeats({ hold }: ConcertSession) {
  if (!hold) return null;
  const { scheduleId, reservations, expiresAt } = hold;
  return { scheduleId, numbers: reservations.map(({ seatNumber }) => seatNumber), expiresAt };
}

/** The seat map of one date, for a fan with an active session. Everybody else is led elsewhere. */
export function SeatsEntry({ concert, dates, stageColors, shapeLegend, skeleton }: Props) {
  const { id, slug, name, seatLimit } = concert;
  const router = useRouter();
  const requestedId = useSearchParams().get("schedule");
  const user = useRequiredVisitor(`/concerts/${slug}/seats`);
  const response = useVisitorData<ConcertSession>(user ? `/api/concerts/${id}/session` : null, dates);
  const session = response?.ok ? response.data : undefined;
  const out = session ? wayOut(slug, session) : null;
  const isUnknown = session?.status === "UNKNOWN";
  useEffect(() => {
    if (out) router.replace(out);
    if (!isUnknown) return;
    const timer = setTimeout(() => router.refresh(), RETRY_MS);
    return () => clearTimeout(timer);
  }, [out, isUnknown, router]);
  if (!session?.expiresAt || out) return skeleton;

  const date = dates.length === 1 ? dates[0] : dates.find(({ id }) => id === (requestedId ?? session.hold?.scheduleId));
  if (!date) return <DateChoice concert={concert} dates={dates} name={name} skeleton={skeleton} />;
  return (
    <SeatPicker
      key={date.id}
      slug={slug}
      scheduleId={date.id}
      drawing={date.drawing}
      stageColors={stageColors}
      limit={Math.max(0, seatLimit - session.seatsOwned)}
      owned={session.seatsOwned}
      held={heldSeats(session)}
      sessionEndsAt={session.expiresAt}
      serverNow={session.now}
      shapeLegend={shapeLegend}
    >
      {date.heading}
    </SeatPicker>
  );
}
