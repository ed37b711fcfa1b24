"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { BALANCE_MAX, CHARGE_MAX, formatWon } from "@/lib/core/money";
import { Button, LinkButton } from "../ui/button";
import { Notice } from "../ui/notice";
import { type HeldSeat, HeldTicket } from "./held-ticket";
import { HoldCountdown } from "./hold-countdown";
import { HoldExpired } from "./hold-expired";
import { PriceSummary } from "./price-summary";
import { ReleaseSeats } from "./release-seats";
import type { ChargeAction, PayAction, ReleaseAction } from "./types";
import { useCharge } from "./use-charge";
import { usePay } from "./use-pay";

type Props = {
  slug: string;
  hold: { reservations: HeldSeat[]; totalPrice: number; expiresAt: string; now: string };
  balance: number;
  holdMinutes: number;
  pay: PayAction;
  charge: ChargeAction;
  release: ReleaseAction;
  art: ReactNode;
  heading: ReactNode;
};

const CHARGE_ERRORS = { offline: "offlineCharge", busy: "busy", limit: "limit", broken: "brokenCharge" } as const;

/** Held seats, the countdown, the sums, and one next action: to pay, or to charge exactly what is missing. */
export function Checkout({ slug, hold, holdMinutes, art, heading, ...props }: Props) {
  const t = useTranslations("checkout");
  const locale = useLocale();
  const router = useRouter();
  const [balance, setBalance] = useState(props.balance);
  const [charged, setCharged] = useState<number | null>(null);
  const reservationIds = hold.reservations.map(({ id }) => id);
  const total = hold.totalPrice;
  const payment = usePay({
    reservationIds,
    pay: props.pay,
    onMissing: (missing) => setBalance(total - missing),
  });
  const charge = useCharge({
    charge: props.charge,
    onCharged: (balance, amount) => {
      setBalance(balance);
      setCharged(amount);
    },
  });
  if (payment.step === "expired") return <HoldExpired slug={slug} minutes={holdMinutes} />;

  const missing = Math.max(0, total - balance);
  const amount = Math.min(missing, CHARGE_MAX);
  const error = payment.error ?? (charge.error && CHARGE_ERRORS[charge.error]);
  const format = (won: number) => formatWon(won, locale);
  const paying = payment.step !== "ready";
  return (
    <div className="grid items-start gap-8 pb-8 lg:grid-cols-2 lg:gap-16">
      <HeldTicket art={art} heading={heading} seats={hold.reservations} torn={payment.step === "paid"} />
      <section aria-label={t("title")} className="grid gap-5">
        <HoldCountdown until={hold.expiresAt} serverNow={hold.now} onOver={payment.expire} />
        <PriceSummary total={total} balance={balance} />
        <div role="status" className="grid gap-3 empty:hidden">
          {missing > 0 && <p className="font-bold text-lg">{t("short", { missing: format(missing) })}</p>}
          {missing > amount && <p className="text-soft text-sm">{t("chargeMost", { amount: format(CHARGE_MAX) })}</p>}
          {charged !== null && !error && !paying && (
            <Notice tone="good">{t("charged", { amount: format(charged) })}</Notice>
          )}
          {error && <Notice tone="bad">{t(error, { amount: format(BALANCE_MAX) })}</Notice>}
          {payment.step === "paid" && <Notice tone="good">{t("paid")}</Notice>}
        </div>
        {missing > 0 ? (
          <Button
            look="signal"
            size="large"
            wide
            className="figures"
            aria-disabled={charge.busy}
            onClick={() => charge.submitCharge(amount)}
          >
            {charge.busy ? t("charging") : t("charge", { amount: format(amount) })}
          </Button>
        ) : (
          <Button
            look="signal"
            size="large"
            wide
            className="figures"
            aria-disabled={paying}
            onClick={payment.submitPayment}
          >
            {paying ? t("paying") : t("pay", { total: format(total) })}
          </Button>
        )}
        <div className="flex flex-wrap items-start justify-between gap-2">
          <LinkButton look="quiet" size="small" href={`/concerts/${slug}/seats`}>
            {t("change")}
          </LinkButton>
          <ReleaseSeats
            reservationIds={reservationIds}
            release={props.release}
            disabled={paying}
            onReleased={() => router.replace(`/concerts/${slug}/line?ended=released`)}
          />
        </div>
      </section>
    </div>
  );
}
