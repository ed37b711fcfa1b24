"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { freshKey } from "../fresh-key";

export type HoldAnswer = { ok: true } | { ok: false; code: string; detail: { seatNumbers?: number[] } };
export type HoldAction = (scheduleId: string, seatNumbers: number[], key: string) => Promise<HoldAnswer>;
export type HoldTrouble = "holdOffline" | "holdBusy" | "frozen" | "broken";

type Options = {
  checkout: string;
  scheduleId: string;
  holds: boolean;
  hold: HoldAction;
  onGone: (numbers: number[]) => void;
  /** The turn is over, or the sale, or the session: the page's own gate says so in words. */
  onOver: () => void;
};

const OVER = ["QUEUE_TOKEN_REQUIRED", "QUEUE_TOKEN_INVALID", "SALE_CLOSED", "SALE_NOT_OPEN", "UNAUTHENTICATED"];
const BUSY = ["TOO_MANY_REQUESTS", "OVERLOADED", "UNAVAILABLE", "QUEUE_UNAVAILABLE", "IDEMPOTENCY_IN_FLIGHT"];

/** Holds the choice and goes on to checkout. One choice keeps one Idempotency-Key, however often it is pressed. */
export function useHold({ checkout, scheduleId, holds, hold, onGone, onOver }: Options) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<HoldTrouble | null>(null);
  const attempt = useRef({ choice: "", key: "" });

  function refused({ code, detail }: { code: string; detail: { seatNumbers?: number[] } }) {
    attempt.current.choice = "";
    if (code === "SEAT_NOT_AVAILABLE" || code === "SEAT_NOT_FOUND") onGone(detail.seatNumbers ?? []);
    else if (code === "QUEUE_TOKEN_NOT_ACTIVE" && holds) setTrouble("frozen");
    else if (code === "QUEUE_TOKEN_NOT_ACTIVE" || OVER.includes(code)) onOver();
    else setTrouble(BUSY.includes(code) ? "holdBusy" : "broken");
  }

  async function tryHold(numbers: readonly number[]) {
    if (busy) return;
    const choice = `${scheduleId}:${numbers.join(",")}`;
    if (attempt.current.choice !== choice) attempt.current = { choice, key: freshKey() };
    setBusy(true);
    setTrouble(null);
    const answer = await hold(scheduleId, [...numbers], attempt.current.key).catch(() => null);
    if (answer?.ok) {
      router.push(checkout);
      return; // stays busy until checkout is there
    }
    setBusy(false);
    if (answer) refused(answer);
    else setTrouble("holdOffline");
  }

  return { busy, trouble, tryHold, forget: () => setTrouble(null) };
}
