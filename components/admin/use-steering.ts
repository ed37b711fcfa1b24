"use client";

import { useState, useTransition } from "react";
import type { ErrorCode, ErrorDetail } from "@/lib/core/errors";

export type Steered = { ok: true } | { ok: false; code: ErrorCode; detail: ErrorDetail };
export type Deed = () => Promise<Steered>;
export type SteeringOutcome = { kind: "none" | "applied" } | { kind: "refused"; code: ErrorCode };

/** One deed at a time, and what became of the last one. */
export function useSteering() {
  const [outcome, setOutcome] = useState<SteeringOutcome>({ kind: "none" });
  const [busy, start] = useTransition();
  const doing = (deed: Deed) => {
    setOutcome({ kind: "none" });
    start(async () => {
      const answer = await deed();
      start(() => setOutcome(answer.ok ? { kind: "applied" } : { kind: "refused", code: answer.code }));
    });
  };
  return { outcome, busy, doing };
}
