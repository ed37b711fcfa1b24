import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ConcertDetails } from "@/components/concerts/concert-details";
import { saleStatus } from "@/components/concerts/sale-status";
import { formatDateTime } from "@/components/ui";
import { concertBySlug } from "@/lib/concerts";
import { getAvailability } from "../../../_lib/availability";
import { currentUser } from "../../../_lib/current-user";
import { holdMinutes } from "../../../_lib/hold-minutes";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [concert, locale] = await Promise.all([concertBySlug((await params).slug), getLocale()]);
  if (!concert) return { title: (await getTranslations("common.notFound"))("title") };
  const [first] = concert.schedules;
  const when = first ? `${formatDateTime(first.startsAt, locale)}, ${first.venue}` : "";
  const description = [concert.host, when].filter(Boolean).join(" · ");
  return { title: concert.name, description, openGraph: { title: concert.name, description, type: "website" } };
}

export default async function ConcertPage({ params }: Props) {
  const { slug } = await params;
  const [concert, visitor, free] = await Promise.all([concertBySlug(slug), currentUser(), getAvailability()]);
  if (!concert) notFound();
  const now = new Date();
  const available = free.get(concert.id)?.available;
  const startsAt = concert.schedules.map(({ startsAt }) => startsAt);
  const status = saleStatus({ ...concert, startsAt }, available, now);
  return (
    <ConcertDetails
      concert={concert}
      status={status}
      available={available}
      signedIn={visitor !== null}
      now={now}
      holdMinutes={holdMinutes()}
    />
  );
}
