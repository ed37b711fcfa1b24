"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { newIdempotencyKey } from "../idempotency-key";

export type HoldResult = { ok: true } | { ok: false; code: string; detail: { seatNumbers?: number[] } };
export type HoldAction = (scheduleId: string, seatNumbers: number[], key: string) => Promise<HoldResult>;
export type HoldError = "holdOffline" | "holdBusy" | "frozen" | "broken";

type Options = {
  checkout: string;
  scheduleId: string;
  holds: boolean;
  hold: HoldAction;
  onGone: (numbers: number[]) => void;
  /** The turn is over, or the sale, or the session: the page's own gate says so in words. */
  onOver: () => void;
};

const SESSION_OVER_CODES = [
  "QUEUE_TOKEN_REQUIRED",
  "QUEUE_TOKEN_INVALID",
  "SALE_CLOSED",
  "SALE_NOT_OPEN",
  "UNAUTHENTICATED",
];
const RETRY_LATER_CODES = [
  "TOO_MANY_REQUESTS",
  "OVERLOADED",
  "UNAVAILABLE",
  "QUEUE_UNAVAILABLE",
  "IDEMPOTENCY_IN_FLIGHT",
];

/** Holds the choice and goes on to checkout. One choice keeps one Idempotency-Key, however often it is pressed. */
export function useHold({ checkout, scheduleId, holds, hold, onGone, onOver }: Options) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<HoldError | null>(null);
  const attempt = useRef({ choice: "", key: "" });

  function handleError({ code, detail }: { code: string; detail: { seatNumbers?: number[] } }) {
    attempt.current.choice = "";
    if (code === "SEAT_NOT_AVAILABLE" || code === "SEAT_NOT_FOUND") onGone(detail.seatNumbers ?? []);
    else if (code === "QUEUE_TOKEN_NOT_ACTIVE" && holds) setTrouble("frozen");
    else if (code === "QUEUE_TOKEN_NOT_ACTIVE" || SESSION_OVER_CODES.includes(code)) onOver();
    else setTrouble(RETRY_LATER_CODES.includes(code) ? "holdBusy" : "broken");
  }

  async function submitHold(numbers: readonly number[]) {
    if (busy) return;
    const selection = `${scheduleId}:${numbers.join(",")}`;
    if (attempt.current.choice !== selection) attempt.current = { choice: selection, key: newIdempotencyKey() };
    setBusy(true);
    setTrouble(null);
    const result = await hold(scheduleId, [...numbers], attempt.current.key).catch(() => null);
    if (result?.ok) {
      router.push(checkout);
      return; // stays busy until checkout is there
    }
    setBusy(false);
    if (result) handleError(result);
    else setTrouble("holdOffline");
  }

  return { busy, trouble, tryHold: submitHold, forget: () => setTrouble(null) };
}
