import { randomUUID } from "node:crypto";
import { notFound, redirect } from "next/navigation";
import { holdMinutes } from "@/app/_lib/hold-minutes";
import { requireUserPage } from "@/app/_lib/require-user";
import { CheckoutArt, CheckoutHeading } from "@/app/_pages/checkout";
import { Checkout } from "@/components/checkout/checkout";
import { HoldExpired } from "@/components/checkout/hold-expired";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { findLiveHold, type LiveHold } from "@/lib/booking";
import { type ConcertPage, concertBySlug } from "@/lib/concerts";
import { getBalance } from "@/lib/payments/wallet";
import { loadSessionEndReason } from "../queue-access";
import { chargeWallet, payForSeats, releaseSeats } from "./actions";

export { generateMetadata } from "@/app/_pages/checkout";

type Props = { params: Promise<{ slug: string }> };

type Held = { concert: ConcertPage; userId: string; hold: LiveHold };

async function HeldSeats({ concert, userId, hold }: Held) {
  const { slug, name } = concert;
  return (
    <MessagesProvider namespaces={["checkout", "seats"]}>
      <Checkout
        slug={slug}
        hold={hold}
        balance={await getBalance(userId)}
        holdMinutes={holdMinutes()}
        forms={{ pay: payForSeats, charge: chargeWallet, release: releaseSeats, chargeKey: randomUUID() }}
        art={<CheckoutArt concert={concert} date={hold} />}
        heading={<CheckoutHeading name={name} date={hold} />}
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
      <HeldSeats concert={concert} userId={user.id} hold={hold} />
    </div>
  );
}
