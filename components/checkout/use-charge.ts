"use client";

import { useRef, useState } from "react";
import { newIdempotencyKey } from "../idempotency-key";
import { retryWhileInFlight } from "./retry-in-flight";
import { type ChargeAction, isBusyCode } from "./types";

export type ChargeError = "offline" | "busy" | "limit" | "broken";
type Options = { charge: ChargeAction; onCharged: (balance: number, amount: number) => void };

/** Charges the wallet. One amount keeps one Idempotency-Key until it is known to have succeeded. */
export function useCharge({ charge, onCharged }: Options) {
  const [charging, setCharging] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<ChargeError | null>(null);
  const attempt = useRef({ amount: 0, key: "" });

  async function submitCharge(amount: number) {
    if (charging !== null) return;
    if (attempt.current.amount !== amount) attempt.current = { amount, key: newIdempotencyKey() };
    setCharging(amount);
    setTrouble(null);
    const { key } = attempt.current;
    const result = await retryWhileInFlight(() => charge(amount, key));
    setCharging(null);
    if (result === "unknown") setTrouble("offline");
    else if (!result.ok)
      setTrouble(result.code === "BALANCE_LIMIT" ? "limit" : isBusyCode(result.code) ? "busy" : "broken");
    else {
      attempt.current = { amount: 0, key: "" };
      onCharged(result.data.balance, amount);
    }
  }

  return { charging, trouble, tryCharge: submitCharge };
}
