"use client";

import { useRouter } from "next/navigation";
import { type ComponentProps, type ReactNode, useEffect } from "react";
import type { ConcertSession, Wallet } from "@/client/types";
import { useRequiredVisitor } from "../visitor/require-visitor";
import { useVisitorData } from "../visitor/use-visitor-data";
import { Checkout } from "./checkout";
import { HoldExpired } from "./hold-expired";

type Props = {
  concert: { id: string; slug: string };
  /** A new object whenever the page is refreshed. */
  dates: { id: string; art: ReactNode; heading: ReactNode }[];
  holdMinutes: number;
  forms: ComponentProps<typeof Checkout>["forms"];
  skeleton: ReactNode;
};

/** Where a fan without a hold goes; null where the page says that it expired. */
function wayOut(slug: string, { hold, ended }: ConcertSession): string | null {
  if (hold || ended === "lapsed") return null;
  return ended === "paid" ? "/tickets" : `/concerts/${slug}/seats`;
}

/** The held seats and their price. Without a hold: the tickets if it was just paid, a notice if it expired, else the seat map. */
export function CheckoutEntry({ concert, dates, holdMinutes, forms, skeleton }: Props) {
  const { id, slug } = concert;
  const router = useRouter();
  const user = useRequiredVisitor(`/concerts/${slug}/checkout`);
  const session = useVisitorData<ConcertSession>(user ? `/api/concerts/${id}/session` : null, dates);
  const wallet = useVisitorData<Wallet>(user ? "/api/wallet?limit=1" : null, dates);
  const out = session?.ok ? wayOut(slug, session.data) : null;
  useEffect(() => {
    if (out) router.replace(out);
  }, [out, router]);
  if (!session?.ok || !wallet?.ok || out) return skeleton;

  const { hold } = session.data;
  if (!hold) return <HoldExpired slug={slug} minutes={holdMinutes} />;
  const date = dates.find(({ id }) => id === hold.scheduleId);
  return (
    <Checkout
      key={hold.reservations.map(({ id }) => id).join()}
      slug={slug}
      hold={hold}
      balance={wallet.data.balance}
      holdMinutes={holdMinutes}
      forms={forms}
      art={date?.art}
      heading={date?.heading}
    />
  );
}
