import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { paletteFor } from "@/components/posters";
import { SeatsEntry } from "@/components/seats/seats-entry";
import { SeatsHeading } from "@/components/seats/seats-heading";
import { SeatsSkeleton } from "@/components/seats/seats-skeleton";
import { ShapeLegend } from "@/components/seats/shape-legend";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { type ConcertPage, concertBySlug, hallDrawing } from "@/lib/concerts";
import type { HallDrawing } from "@/lib/concerts/halls";

type Params = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations("seats"), params]);
  const concert = await concertBySlug(slug);
  return { title: concert ? t("of", { name: concert.name }) : t("title"), robots: { index: false } };
}

/** The halls of all dates. Where dates share a hall it is one object, which is sent once. */
async function drawingsOf({ schedules }: ConcertPage) {
  const distinct = new Map<string, HallDrawing>();
  return Promise.all(
    schedules.map(async ({ id }) => {
      const drawing = await hallDrawing(id);
      if (!drawing) notFound();
      const text = JSON.stringify(drawing);
      const known = distinct.get(text) ?? drawing;
      distinct.set(text, known);
      return known;
    }),
  );
}

/** The hall of each date, without its seats: its script asks the API for them, and for what the visitor may do. */
export async function SeatsShell({ params }: Params) {
  const { slug } = await params;
  const concert = await concertBySlug(slug);
  if (!concert) notFound();
  const { id, name, seatLimit, schedules } = concert;
  const drawings = await drawingsOf(concert);
  const dates = schedules.map((schedule, at) => ({
    id: schedule.id,
    drawing: drawings[at] ?? notFound(),
    heading: <SeatsHeading concert={concert} schedule={schedule} others={schedules.length > 1} />,
  }));
  const skeleton = <SeatsSkeleton />;
  return (
    <MessagesProvider namespaces={["seats"]}>
      <Suspense fallback={skeleton}>
        <SeatsEntry
          concert={{ id, slug, name, seatLimit }}
          dates={dates}
          stageColors={paletteFor(slug)}
          shapeLegend={<ShapeLegend />}
          skeleton={skeleton}
        />
      </Suspense>
    </MessagesProvider>
  );
}
