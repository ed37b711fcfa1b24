"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Payment, PaymentInput } from "@/client/types";
import { type ApiResponse, fetchApi } from "../api";
import { idempotencyKeyFor } from "../idempotency-key";
import { failureKind, retryRequest } from "../retry-request";
import { signInPath } from "../sign-in-path";

export type PayStep = "ready" | "paying" | "paid" | "expired";
export type PayError = "offline" | "busy" | "frozen" | "broken";

const TEAR_MS = 220; // the stub is torn off before the tickets are shown

const ERRORS = { unknown: "offline", busy: "busy", refused: "broken" } as const;

type Options = { reservationIds: string[]; onMissing: (missing: number) => void };

/** Pays the held seats from the wallet, then shows the tickets. One set of held seats keeps one Idempotency-Key. */
export function usePay({ reservationIds, onMissing }: Options) {
  const router = useRouter();
  const [step, setStep] = useState<PayStep>("ready");
  const [error, setError] = useState<PayError | null>(null);
  const [retrySeconds, setRetrySeconds] = useState<number | null>(null);

  function handleFailure(response: Extract<ApiResponse<unknown>, { ok: false }>) {
    const { code, problem } = response;
    const kind = failureKind(response);
    setStep("ready");
    if (kind === "signedOut") router.replace(signInPath());
    else if (code === "INSUFFICIENT_BALANCE") onMissing(problem.missing ?? 0);
    else if (code === "HOLD_EXPIRED") setStep("expired");
    else if (code === "ALREADY_PAID") router.replace("/tickets");
    else if (code.startsWith("QUEUE_TOKEN")) {
      setError("frozen");
      router.refresh(); // where the hold ended with the session, the page says how
    } else setError(ERRORS[kind]);
  }

  async function submitPayment() {
    if (step !== "ready") return;
    setStep("paying");
    setError(null);
    const body: PaymentInput = { reservationIds };
    const idempotencyKey = idempotencyKeyFor(`pay-${reservationIds.join("-")}`);
    const send = () => fetchApi<Payment>("/api/payments", { method: "POST", body, idempotencyKey });
    const response = await retryRequest(send, { onBusy: setRetrySeconds });
    setRetrySeconds(null);
    if (!response.ok) return handleFailure(response);
    setStep("paid");
    setTimeout(() => router.replace(`/tickets?paid=${reservationIds.length}`), TEAR_MS);
  }

  return {
    step,
    error,
    retrySeconds,
    submitPayment,
    expire: () => setStep((step) => (step === "ready" ? "expired" : step)),
  };
}
