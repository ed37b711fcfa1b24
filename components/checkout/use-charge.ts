"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Charge, ChargeInput } from "@/client/types";
import { fetchApi } from "../api";
import { forgetIdempotencyKey, idempotencyKeyFor } from "../idempotency-key";
import { failureKind, retryRequest } from "../retry-request";
import { signInPath } from "../sign-in-path";

export type ChargeError = "offline" | "busy" | "limit" | "broken";
type Options = { onCharged: (balance: number, amount: number) => void };

const ERRORS = { unknown: "offline", busy: "busy", refused: "broken" } as const;

/** Charges the wallet. One amount keeps one Idempotency-Key until it has its outcome, also over a reload. */
export function useCharge({ onCharged }: Options) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ChargeError | null>(null);
  const [retrySeconds, setRetrySeconds] = useState<number | null>(null);

  async function submitCharge(amount: number) {
    if (busy) return;
    const intention = `charge-${amount}`;
    const body: ChargeInput = { amount };
    const idempotencyKey = idempotencyKeyFor(intention);
    const send = () => fetchApi<Charge>("/api/wallet/charges", { method: "POST", body, idempotencyKey });
    setBusy(true);
    setError(null);
    const response = await retryRequest(send, { onBusy: setRetrySeconds });
    setRetrySeconds(null);
    setBusy(false);
    if (response.ok) {
      forgetIdempotencyKey(intention);
      return onCharged(response.data.balance, amount);
    }
    const kind = failureKind(response);
    if (kind === "refused") forgetIdempotencyKey(intention);
    if (kind === "signedOut") router.replace(signInPath());
    else setError(response.code === "BALANCE_LIMIT" ? "limit" : ERRORS[kind]);
  }

  return { busy, error, retrySeconds, submitCharge };
}
