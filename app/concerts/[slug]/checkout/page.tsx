import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { holdMinutes } from "@/app/_lib/hold-minutes";
import { requireUserPage } from "@/app/_lib/require-user";
import { Checkout } from "@/components/checkout/checkout";
import { CheckoutSkeleton } from "@/components/checkout/checkout-skeleton";
import { HoldExpired } from "@/components/checkout/hold-expired";
import { PosterCrop } from "@/components/posters";
import { DateTime } from "@/components/ui/date-time";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { findLiveHold, type LiveHold } from "@/lib/booking";
import { type ConcertPage, concertBySlug } from "@/lib/concerts";
import { getBalance } from "@/lib/payments/wallet";
import { loadSessionEndReason } from "../queue-access";
import { chargeWallet, payForSeats, releaseSeats } from "./actions";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("checkout");
  const concert = await concertBySlug((await params).slug);
  return { title: concert ? t("of", { name: concert.name }) : t("title"), robots: { index: false } };
}

type Held = { concert: ConcertPage; userId: string; hold: LiveHold };

async function HeldSeats({ concert, userId, hold }: Held) {
  const { slug, name, host } = concert;
  const text = { slug, name, host, dates: [hold.startsAt], venue: hold.venue };
  return (
    <MessagesProvider namespaces={["checkout", "seats"]}>
      <Checkout
        slug={slug}
        hold={hold}
        balance={await getBalance(userId)}
        holdMinutes={holdMinutes()}
        forms={{ pay: payForSeats, charge: chargeWallet, release: releaseSeats, chargeKey: randomUUID() }}
        art={<PosterCrop text={text} className="h-full w-full" />}
        heading={
          <>
            <h1 className="text-xl">{name}</h1>
            <p className="text-soft text-sm">
              <DateTime value={hold.startsAt} />
              <span className="block">{hold.venue}</span>
            </p>
          </>
        }
      />
    </MessagesProvider>
  );
}

/** The held seats and their price. Without a hold: the tickets if it was just paid, a notice if it expired, else the seat map. */
export default async function CheckoutPage({ params }: Props) {
  const { slug } = await params;
  const user = await requireUserPage(`/concerts/${slug}/checkout`);
  const concert = await concertBySlug(slug);
  if (!concert) notFound();
  const hold = await findLiveHold(user.id, concert.id);
  if (!hold) {
    const end = await loadSessionEndReason(concert.id, user.id);
    if (end === "lapsed") return <HoldExpired slug={slug} minutes={holdMinutes()} />;
    redirect(end === "paid" ? "/tickets" : `/concerts/${slug}/seats`);
  }
  return (
    <div className="pt-6 sm:pt-10">
      <Suspense fallback={<CheckoutSkeleton />}>
        <HeldSeats concert={concert} userId={user.id} hold={hold} />
      </Suspense>
    </div>
  );
}
