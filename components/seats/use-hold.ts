"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { ApiResult } from "@/lib/api/framework/invoke";
import type { ErrorCode } from "@/lib/core/errors";
import { newIdempotencyKey } from "../idempotency-key";

type HoldResult = ApiResult<unknown>;
export type HoldAction = (scheduleId: string, seatNumbers: number[], idempotencyKey: string) => Promise<HoldResult>;
export type HoldError = "holdOffline" | "holdBusy" | "frozen" | "broken";

type Options = {
  checkout: string;
  scheduleId: string;
  /** Whether the fan holds seats already. */
  holds: boolean;
  hold: HoldAction;
  onTaken: (numbers: number[]) => void;
};

const OVER_CODES: readonly ErrorCode[] = ["SALE_CLOSED", "SALE_NOT_OPEN", "UNAUTHENTICATED"];
const BUSY_CODES: readonly ErrorCode[] = [
  "TOO_MANY_REQUESTS",
  "OVERLOADED",
  "UNAVAILABLE",
  "QUEUE_UNAVAILABLE",
  "IDEMPOTENCY_IN_FLIGHT",
];

/** Holds the selected seats and goes on to checkout. One selection keeps one Idempotency-Key, however often it is sent. */
export function useHold({ checkout, scheduleId, holds, hold, onTaken }: Options) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<HoldError | null>(null);
  const attempt = useRef({ selection: "", key: "" });

  function handleFailure({ code, detail }: Extract<HoldResult, { ok: false }>) {
    attempt.current.selection = "";
    if (code === "SEAT_NOT_AVAILABLE" || code === "SEAT_NOT_FOUND") onTaken(detail.seatNumbers ?? []);
    else if (code === "QUEUE_TOKEN_NOT_ACTIVE" && holds) setError("frozen");
    else if (code.startsWith("QUEUE_TOKEN") || OVER_CODES.includes(code))
      router.refresh(); // its gate knows where to go
    else setError(BUSY_CODES.includes(code) ? "holdBusy" : "broken");
  }

  async function submitHold(numbers: readonly number[]) {
    if (busy) return;
    const selection = `${scheduleId}:${numbers.join(",")}`;
    if (attempt.current.selection !== selection) attempt.current = { selection, key: newIdempotencyKey() };
    setBusy(true);
    setError(null);
    const result = await hold(scheduleId, [...numbers], attempt.current.key).catch(() => null);
    if (result?.ok) {
      router.push(checkout);
      return; // stays busy until checkout is there
    }
    setBusy(false);
    if (result) handleFailure(result);
    else setError("holdOffline");
  }

  return { busy, error, submitHold, clearError: () => setError(null) };
}
