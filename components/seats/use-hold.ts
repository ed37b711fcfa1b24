"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { Hold, HoldInput } from "@/client/types";
import { type ApiResponse, fetchApi } from "../api";
import { newIdempotencyKey } from "../idempotency-key";
import { failureKind, retryRequest } from "../retry-request";
import { signInPath } from "../sign-in-path";

export type HoldError = "holdOffline" | "holdBusy" | "frozen" | "cooldown" | "balance" | "broken";

const ERRORS = { unknown: "holdOffline", busy: "holdBusy", refused: "broken" } as const;

type Options = {
  checkout: string;
  scheduleId: string;
  /** Whether the fan holds seats already. */
  holds: boolean;
  onTaken: (numbers: number[]) => void;
};

/**
 * Holds the selected seats and goes on to checkout. One selection keeps one Idempotency-Key until it has its outcome; after a
 * reload the page shows what is held. */
export function useHold({ checkout, scheduleId, holds, onTaken }: Options) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<HoldError | null>(null);
  const [cooldownMinutes, setCooldownMinutes] = useState(1);
  const [retrySeconds, setRetrySeconds] = useState<number | null>(null);

  const attempt = useRef({ selection: "", idempotencyKey: "" });

  function handleFailure(response: Extract<ApiResponse<unknown>, { ok: false }>) {
    const { code, problem } = response;
    const kind = failureKind(response);
    if (kind !== "unknown") attempt.current.selection = "";
    if (kind === "signedOut") router.replace(signInPath());
    else if (code === "SEAT_NOT_AVAILABLE" || code === "SEAT_NOT_FOUND") onTaken(problem.seatNumbers ?? []);
    else if (code === "HOLD_COOLDOWN") {
      setCooldownMinutes(Math.ceil((problem.waitSeconds ?? 60) / 60));
      setError("cooldown");
    } else if (code === "INSUFFICIENT_BALANCE") setError("balance");
    else if (code === "QUEUE_TOKEN_NOT_ACTIVE" && holds) setError("frozen");
    else if (code.startsWith("QUEUE_TOKEN") || code === "SALE_CLOSED" || code === "SALE_NOT_OPEN")
      router.refresh(); // its gate knows where to go
    else setError(ERRORS[kind]);
  }

  async function submitHold(numbers: readonly number[]) {
    if (busy) return;
    const selection = `${scheduleId}:${numbers.join(",")}`;
    if (attempt.current.selection !== selection) attempt.current = { selection, idempotencyKey: newIdempotencyKey() };
    const { idempotencyKey } = attempt.current;
    setBusy(true);
    setError(null);
    const body: HoldInput = { scheduleId, seatNumbers: [...numbers] };
    const send = () => fetchApi<Hold>("/api/holds", { method: "POST", body, idempotencyKey });
    const response = await retryRequest(send, { onBusy: setRetrySeconds });
    setRetrySeconds(null);
    if (response.ok) {
      router.push(checkout);
      return; // stays busy until checkout is there
    }
    setBusy(false);
    handleFailure(response);
  }

  return { busy, error, cooldownMinutes, retrySeconds, submitHold, clearError: () => setError(null) };
}
