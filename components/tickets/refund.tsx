"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import { won } from "@/lib/core/money";
import { settle } from "../checkout/settle";
import { freshKey } from "../fresh-key";
import { Confirm } from "./confirm";

export type RefundAction = (
  paymentId: string,
  key: string,
) => Promise<{ ok: true } | { ok: false; code: string; detail: object }>;

/** Refunds a paid ticket to the wallet, after saying what it does. */
export function Refund({ paymentId, price, refund }: { paymentId: string; price: number; refund: RefundAction }) {
  const t = useTranslations("tickets.refund");
  const router = useRouter();
  const money = won(price, useLocale());
  const key = useRef("");
  const act = () => {
    key.current ||= freshKey();
    return settle(() => refund(paymentId, key.current));
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
