"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { freshKey } from "../fresh-key";
import { remember, remembered } from "../remember";
import { isBusy, type PayAction, type Trouble } from "./actions";
import { settle } from "./settle";

export type PayStep = "ready" | "paying" | "paid" | "lapsed";

const TEAR_MS = 220; // the stub is torn off before the tickets are shown

/** One set of held seats keeps one Idempotency-Key, over double clicks, retries and reloads of the tab. */
function keyFor(reservationIds: readonly string[]): string {
  const name = `jari-pay-${reservationIds.join("-")}`;
  const key = remembered(name) ?? freshKey();
  remember(name, key);
  return key;
}

type Options = { reservationIds: string[]; pay: PayAction; onMissing: (missing: number) => void };

/** Pays the held seats from the wallet, then shows the tickets. */
export function usePay({ reservationIds, pay, onMissing }: Options) {
  const router = useRouter();
  const [step, setStep] = useState<PayStep>("ready");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const tickets = `/tickets?paid=${reservationIds.length}`;

  function refused(code: string, missing: number | undefined) {
    setStep("ready");
    if (code === "INSUFFICIENT_BALANCE") onMissing(missing ?? 0);
    else if (code === "HOLD_EXPIRED") setStep("lapsed");
    else if (code === "ALREADY_PAID") router.replace("/tickets");
    else if (code === "UNAUTHENTICATED") router.refresh();
    else if (code.startsWith("QUEUE_TOKEN")) {
      setTrouble("frozen");
      router.refresh(); // if the hold went with the turn, the page says how it ended
    } else setTrouble(isBusy(code) ? "busy" : "broken");
  }

  async function tryPay() {
    if (step !== "ready") return;
    setStep("paying");
    setTrouble(null);
    const key = keyFor(reservationIds);
    const answer = await settle(() => pay(reservationIds, key));
    if (answer === "unknown") {
      setStep("ready");
      setTrouble("offline");
    } else if (answer.ok) {
      setStep("paid");
      setTimeout(() => router.replace(tickets), TEAR_MS);
    } else refused(answer.code, answer.detail.missing);
  }

  return { step, trouble, tryPay, lapse: () => setStep((step) => (step === "ready" ? "lapsed" : step)) };
}
