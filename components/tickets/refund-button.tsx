"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import type { Refund } from "@/client/types";
import { formatWon } from "@/lib/core/money";
import { fetchApi } from "../api";
import { type FormAction, formErrorKey } from "../form-action";
import { idempotencyKeyFor } from "../idempotency-key";
import { failureKind, retryRequest } from "../retry-request";
import { signInPath } from "../sign-in-path";
import { Confirm } from "../ui/confirm";
import { ERROR_KEYS } from "./error-keys";

type Props = { paymentId: string; price: number; form: FormAction };

/** Refunds a paid ticket to the wallet, after saying what it does. */
export function RefundButton({ paymentId, price, form }: Props) {
  const t = useTranslations("tickets");
  const router = useRouter();
  const money = formatWon(price, useLocale());
  async function submitRefund(onBusy: (seconds: number) => void) {
    const idempotencyKey = idempotencyKeyFor(`refund-${paymentId}`);
    const path = `/api/payments/${encodeURIComponent(paymentId)}/refund`;
    const response = await retryRequest(() => fetchApi<Refund>(path, { method: "POST", idempotencyKey }), { onBusy });
    if (response.ok) return null;
    const kind = failureKind(response);
    if (kind === "signedOut") router.replace(signInPath());
    return t(ERROR_KEYS[kind]);
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
      action={(showNote) => submitRefund((seconds) => showNote(t("retrying", { seconds })))}
      onDone={() => router.replace(`/tickets?refunded=${price}`)}
      form={{
        action: form,
        error: (failure) => t(formErrorKey(failure, ERROR_KEYS)),
        fields: (
          <>
            <input type="hidden" name="paymentId" value={paymentId} />
            <input type="hidden" name="price" value={price} />
          </>
        ),
      }}
    />
  );
}
