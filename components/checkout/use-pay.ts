"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { newIdempotencyKey } from "../idempotency-key";
import { readSessionItem, writeSessionItem } from "../session-storage";
import { retryWhileInFlight } from "./retry-in-flight";
import { type ActionError, isBusyCode, type PayAction } from "./types";

export type PayStep = "ready" | "paying" | "paid" | "expired";
export type PayError = "offline" | "busy" | "frozen" | "broken";

const TEAR_MS = 220; // the stub is torn off before the tickets are shown

/** One set of held seats keeps one Idempotency-Key, over double clicks, retries and reloads of the tab. */
function idempotencyKeyFor(reservationIds: readonly string[]): string {
  const name = `jari-pay-${reservationIds.join("-")}`;
  const key = readSessionItem(name) ?? newIdempotencyKey();
  writeSessionItem(name, key);
  return key;
}

type Options = { reservationIds: string[]; pay: PayAction; onMissing: (missing: number) => void };

/** Pays the held seats from the wallet, then shows the tickets. */
export function usePay({ reservationIds, pay, onMissing }: Options) {
  const router = useRouter();
  const [step, setStep] = useState<PayStep>("ready");
  const [error, setError] = useState<PayError | null>(null);
  const tickets = `/tickets?paid=${reservationIds.length}`;

  function handleFailure({ code, detail }: ActionError) {
    setStep("ready");
    if (code === "INSUFFICIENT_BALANCE") onMissing(detail.missing ?? 0);
    else if (code === "HOLD_EXPIRED") setStep("expired");
    else if (code === "ALREADY_PAID") router.replace("/tickets");
    else if (code === "UNAUTHENTICATED") router.refresh();
    else if (code.startsWith("QUEUE_TOKEN")) {
      setError("frozen");
      router.refresh(); // where the hold ended with the session, the page says how
    } else setError(isBusyCode(code) ? "busy" : "broken");
  }

  async function submitPayment() {
    if (step !== "ready") return;
    setStep("paying");
    setError(null);
    const key = idempotencyKeyFor(reservationIds);
    const result = await retryWhileInFlight(() => pay(reservationIds, key));
    if (result === "unknown") {
      setStep("ready");
      setError("offline");
    } else if (result.ok) {
      setStep("paid");
      setTimeout(() => router.replace(tickets), TEAR_MS);
    } else handleFailure(result);
  }

  return { step, error, submitPayment, expire: () => setStep((step) => (step === "ready" ? "expired" : step)) };
}
