"use client";

import { useRef, useState } from "react";
import { freshKey } from "../fresh-key";
import { type ChargeAction, isBusy } from "./actions";
import { settle } from "./settle";

export type ChargeTrouble = "offline" | "busy" | "limit" | "broken";
type Options = { charge: ChargeAction; onCharged: (balance: number, amount: number) => void };

/** Charges the wallet. One amount keeps one Idempotency-Key until it is known to have succeeded. */
export function useCharge({ charge, onCharged }: Options) {
  const [charging, setCharging] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<ChargeTrouble | null>(null);
  const attempt = useRef({ amount: 0, key: "" });

  async function tryCharge(amount: number) {
    if (charging !== null) return;
    if (attempt.current.amount !== amount) attempt.current = { amount, key: freshKey() };
    setCharging(amount);
    setTrouble(null);
    const { key } = attempt.current;
    const answer = await settle(() => charge(amount, key));
    setCharging(null);
    if (answer === "unknown") setTrouble("offline");
    else if (!answer.ok)
      setTrouble(answer.code === "BALANCE_LIMIT" ? "limit" : isBusy(answer.code) ? "busy" : "broken");
    else {
      attempt.current = { amount: 0, key: "" };
      onCharged(answer.data.balance, amount);
    }
  }

  return { charging, trouble, tryCharge };
}
