"use client";

import { useRef, useState } from "react";
import { newIdempotencyKey } from "../idempotency-key";
import { retryWhileInFlight } from "./retry-in-flight";
import { type ChargeAction, isBusyCode } from "./types";

export type ChargeError = "offline" | "busy" | "limit" | "broken";
type Options = { charge: ChargeAction; onCharged: (balance: number, amount: number) => void };

const NO_ATTEMPT = { amount: 0, key: "" };

/** Charges the wallet. One amount keeps one Idempotency-Key until it is known to have succeeded. */
export function useCharge({ charge, onCharged }: Options) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ChargeError | null>(null);
  const attempt = useRef(NO_ATTEMPT);

  async function submitCharge(amount: number) {
    if (busy) return;
    if (attempt.current.amount !== amount) attempt.current = { amount, key: newIdempotencyKey() };
    setBusy(true);
    setError(null);
    const { key } = attempt.current;
    const result = await retryWhileInFlight(() => charge(amount, key));
    setBusy(false);
    if (result === "unknown") setError("offline");
    else if (result.ok) {
      attempt.current = NO_ATTEMPT;
      onCharged(result.data.balance, amount);
    } else if (result.code === "BALANCE_LIMIT") setError("limit");
    else setError(isBusyCode(result.code) ? "busy" : "broken");
  }

  return { busy, error, submitCharge };
}
