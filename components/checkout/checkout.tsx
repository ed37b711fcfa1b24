"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useActionState, useState } from "react";
import { BALANCE_MAX, CHARGE_MAX, formatWon } from "@/lib/core/money";
import { type FormAction, formErrorKey } from "../form-action";
import { Button, LinkButton } from "../ui/button";
import { Notice } from "../ui/notice";
import { type HeldSeat, HeldTicket } from "./held-ticket";
import { HoldCountdown } from "./hold-countdown";
import { HoldExpired } from "./hold-expired";
import { PriceSummary } from "./price-summary";
import { ReleaseSeats } from "./release-seats";
import { ReservationInputs } from "./reservation-inputs";
import { useCharge } from "./use-charge";
import { usePay } from "./use-pay";

type Props = {
  slug: string;
  hold: { reservations: HeldSeat[]; totalPrice: number; expiresAt: string; now: string };
  balance: number;
  holdMinutes: number;
  /** Of the forms without JavaScript; the key makes sending a charge twice one charge. */
  forms: { pay: FormAction; charge: FormAction; release: FormAction; chargeKey: string };
  art: ReactNode;
  heading: ReactNode;
};

const CHARGE_ERRORS = { offline: "offlineCharge", busy: "busy", limit: "limit", broken: "brokenCharge" } as const;
const PAY_FORM_ERRORS = { unknown: "offline", busy: "busy", signedOut: "signedOut", refused: "broken" } as const;
const CHARGE_FORM_ERRORS = {
  unknown: "offlineCharge",
  busy: "busy",
  signedOut: "signedOut",
  refused: "brokenCharge",
} as const;

/** Held seats, the countdown, the sums, and one next action: to pay, or to charge exactly what is missing. */
export function Checkout({ slug, hold, holdMinutes, forms, art, heading, ...props }: Props) {
  const t = useTranslations("checkout");
  const locale = useLocale();
  const router = useRouter();
  const [balance, setBalance] = useState(props.balance);
  const [charged, setCharged] = useState<number | null>(null);
  const reservationIds = hold.reservations.map(({ id }) => id);
  const total = hold.totalPrice;
  const payment = usePay({
    reservationIds,
    onMissing: (missing) => setBalance(total - missing),
  });
  const charge = useCharge({
    onCharged: (balance, amount) => {
      setBalance(balance);
      setCharged(amount);
    },
  });
  const [payFailure, payForm] = useActionState(forms.pay, null);
  const [chargeFailure, chargeForm] = useActionState(forms.charge, null);
  if (payment.step === "expired") return <HoldExpired slug={slug} minutes={holdMinutes} />;

  const missing = Math.max(0, total - balance);
  const amount = Math.min(missing, CHARGE_MAX);
  const error =
    payment.error ??
    (charge.error && CHARGE_ERRORS[charge.error]) ??
    (payFailure && formErrorKey(payFailure, PAY_FORM_ERRORS)) ??
    (chargeFailure && formErrorKey(chargeFailure, CHARGE_FORM_ERRORS));
  const retrySeconds = payment.retrySeconds ?? charge.retrySeconds;
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
          {retrySeconds !== null && <Notice tone="warn">{t("retrying", { seconds: retrySeconds })}</Notice>}
          {payment.step === "paid" && <Notice tone="good">{t("paid")}</Notice>}
        </div>
        {missing > 0 ? (
          <form
            action={chargeForm}
            onSubmit={(event) => {
              event.preventDefault();
              void charge.submitCharge(amount);
            }}
          >
            <input type="hidden" name="amount" value={amount} />
            <input type="hidden" name="key" value={forms.chargeKey} />
            <Button type="submit" look="signal" size="large" wide className="figures" aria-disabled={charge.busy}>
              {charge.busy ? t("charging") : t("charge", { amount: format(amount) })}
            </Button>
          </form>
        ) : (
          <form
            action={payForm}
            onSubmit={(event) => {
              event.preventDefault();
              void payment.submitPayment();
            }}
          >
            <ReservationInputs ids={reservationIds} />
            <Button type="submit" look="signal" size="large" wide className="figures" aria-disabled={paying}>
              {paying ? t("paying") : t("pay", { total: format(total) })}
            </Button>
          </form>
        )}
        <div className="flex flex-wrap items-start justify-between gap-2">
          <LinkButton look="quiet" size="small" href={`/concerts/${slug}/seats`}>
            {t("change")}
          </LinkButton>
          <ReleaseSeats
            slug={slug}
            reservationIds={reservationIds}
            form={forms.release}
            disabled={paying}
            onReleased={() => router.replace(`/concerts/${slug}/line?ended=released`)}
          />
        </div>
      </section>
    </div>
  );
}
