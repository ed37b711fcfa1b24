import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ConcertDetails } from "@/components/concerts/concert-details";
import { saleStatus } from "@/components/concerts/sale-status";
import { formatDateTime } from "@/components/ui";
import { concertBySlug } from "@/lib/concerts";
import { getAvailability } from "../_lib/availability";
import { holdMinutes } from "../_lib/hold-minutes";

type Params = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [{ slug }, locale] = await Promise.all([params, getLocale()]);
  const concert = await concertBySlug(slug);
  if (!concert) return { title: (await getTranslations("common.notFound"))("title") };
  const [first] = concert.schedules;
  const when = first ? `${formatDateTime(first.startsAt, locale)}, ${first.venue}` : "";
  const description = [concert.host, when].filter(Boolean).join(" · ");
  const images = [{ url: `/concerts/${slug}/opengraph-image`, width: 1200, height: 630 }];
  return { title: concert.name, description, openGraph: { title: concert.name, description, type: "website", images } };
}

/** Everything about a concert, and the one button that leads to its queue. */
export async function ConcertPage({ params }: Params) {
  const { slug } = await params;
  const [concert, free] = await Promise.all([concertBySlug(slug), getAvailability()]);
  if (!concert) notFound();
  const now = new Date();
  const available = free.get(concert.id)?.available;
  const startsAt = concert.schedules.map(({ startsAt }) => startsAt);
  const status = saleStatus({ ...concert, startsAt }, available, now);
  return (
    <ConcertDetails concert={concert} status={status} available={available} now={now} holdMinutes={holdMinutes()} />
  );
}
