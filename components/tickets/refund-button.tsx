"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import { formatWon } from "@/lib/core/money";
import { retryWhileInFlight } from "../checkout/retry-in-flight";
import { newIdempotencyKey } from "../idempotency-key";
import { Confirm } from "../ui/confirm";

export type RefundAction = (
  paymentId: string,
  key: string,
) => Promise<{ ok: true } | { ok: false; code: string; detail: object }>;

/** Refunds a paid ticket to the wallet, after saying what it does. */
export function RefundButton({ paymentId, price, refund }: { paymentId: string; price: number; refund: RefundAction }) {
  const t = useTranslations("tickets.refund");
  const router = useRouter();
  const money = formatWon(price, useLocale());
  const key = useRef("");
  const act = () => {
    key.current ||= newIdempotencyKey();
    return retryWhileInFlight(() => refund(paymentId, key.current));
  };
  return (
    <Confirm
      ask={t("ask")}
      title={t("title")}
      text={t("text", { price: money })}
      yes={t("yes", { price: money })}
      busy={t("busy")}
      no={t("no")}
      act={act}
      onDone={() => router.replace(`/tickets?refunded=${price}`)}
    />
  );
}
