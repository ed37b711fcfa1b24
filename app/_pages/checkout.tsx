import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CheckoutEntry } from "@/components/checkout/checkout-entry";
import { CheckoutSkeleton } from "@/components/checkout/checkout-skeleton";
import { PosterCrop } from "@/components/posters";
import { DateTime } from "@/components/ui/date-time";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { type ConcertPage, concertBySlug } from "@/lib/concerts";
import { holdMinutes } from "../_lib/hold-minutes";
import { chargeWallet, payForSeats, releaseSeats } from "../(personal)/concerts/[slug]/checkout/actions";

type Params = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations("checkout"), params]);
  const concert = await concertBySlug(slug);
  return { title: concert ? t("of", { name: concert.name }) : t("title"), robots: { index: false } };
}

/** The poster of a date. */
export function CheckoutArt({ concert, date }: { concert: ConcertPage; date: { startsAt: string; venue: string } }) {
  const { slug, name, host } = concert;
  const text = { slug, name, host, dates: [date.startsAt], venue: date.venue };
  return <PosterCrop text={text} className="h-full w-full" />;
}

export const CheckoutHeading = ({ name, date }: { name: string; date: { startsAt: string; venue: string } }) => (
  <>
    <h1 className="text-xl">{name}</h1>
    <p className="text-soft text-sm">
      <DateTime value={date.startsAt} />
      <span className="block">{date.venue}</span>
    </p>
  </>
);

/** Checkout of each date, without what is held: its script asks the API for that. */
export async function CheckoutShell({ params }: Params) {
  const { slug } = await params;
  const concert = await concertBySlug(slug);
  if (!concert) notFound();
  const dates = concert.schedules.map((date) => ({
    id: date.id,
    art: <CheckoutArt concert={concert} date={date} />,
    heading: <CheckoutHeading name={concert.name} date={date} />,
  }));
  return (
    <div className="pt-6 sm:pt-10">
      <MessagesProvider namespaces={["checkout", "seats"]}>
        <CheckoutEntry
          concert={{ id: concert.id, slug }}
          dates={dates}
          holdMinutes={holdMinutes()}
          forms={{ pay: payForSeats, charge: chargeWallet, release: releaseSeats, chargeKey: "" }}
          skeleton={<CheckoutSkeleton />}
        />
      </MessagesProvider>
    </div>
  );
}
