import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Concert } from "@/components/concert/concert";
import { statusOf } from "@/components/programme/status";
import { inSeoul } from "@/components/ui";
import { concertBySlug } from "@/lib/catalogue";
import { counts } from "../../../counts";
import { who } from "../../../who";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [concert, locale] = await Promise.all([concertBySlug((await params).slug), getLocale()]);
  if (!concert) return { title: (await getTranslations("common.notFound"))("title") };
  const [first] = concert.schedules;
  const when = first ? `${inSeoul(first.startsAt, locale)}, ${first.venue}` : "";
  const description = [concert.host, when].filter(Boolean).join(" · ");
  return { title: concert.name, description, openGraph: { title: concert.name, description, type: "website" } };
}

export default async function ConcertPage({ params }: Props) {
  const { slug } = await params;
  const [concert, visitor, free] = await Promise.all([concertBySlug(slug), who(), counts()]);
  if (!concert) notFound();
  const now = new Date();
  const available = free.get(concert.id)?.available;
  const startsAt = concert.schedules.map(({ startsAt }) => startsAt);
  const status = statusOf({ ...concert, startsAt }, available, now);
  return <Concert concert={concert} status={status} available={available} signedIn={visitor !== null} now={now} />;
}
