"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import type { ApiResult } from "@/lib/api/framework/invoke";
import { formatWon } from "@/lib/core/money";
import { retryWhileInFlight } from "../checkout/retry-in-flight";
import { newIdempotencyKey } from "../idempotency-key";
import { Confirm } from "../ui/confirm";
import { errorKey } from "./error-key";

export type RefundAction = (paymentId: string, idempotencyKey: string) => Promise<ApiResult<unknown>>;

/** Refunds a paid ticket to the wallet, after saying what it does. */
export function RefundButton({ paymentId, price, refund }: { paymentId: string; price: number; refund: RefundAction }) {
  const t = useTranslations("tickets");
  const router = useRouter();
  const money = formatWon(price, useLocale());
  const idempotencyKey = useRef("");
  async function submitRefund() {
    idempotencyKey.current ||= newIdempotencyKey();
    const key = errorKey(await retryWhileInFlight(() => refund(paymentId, idempotencyKey.current)));
    return key && t(key);
  }
  return (
    <Confirm
      open={t("refund.ask")}
      title={t("refund.title")}
      text={t("refund.text", { price: money })}
      confirm={t("refund.yes", { price: money })}
      confirming={t("refund.busy")}
      cancel={t("refund.no")}
      size="small"
      action={submitRefund}
      onDone={() => router.replace(`/tickets?refunded=${price}`)}
    />
  );
}
