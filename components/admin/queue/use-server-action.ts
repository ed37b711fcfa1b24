"use client";

import { useState, useTransition } from "react";
import type { ErrorCode } from "@/lib/core/errors";
import type { ActionResponse } from "./types";

export type ActionState<Data> = { kind: "none" } | { kind: "done"; data: Data } | { kind: "refused"; code: ErrorCode };

/** One deed at a time, what became of the last one, and `after` it the page looks again. */
export function useServerAction<Data>(after: () => void) {
  const [outcome, setOutcome] = useState<ActionState<Data>>({ kind: "none" });
  const [busy, start] = useTransition();
  const doing = (deed: () => Promise<ActionResponse<Data>>, whenDone?: () => void) => {
    setOutcome({ kind: "none" });
    start(async () => {
      const answer = await deed();
      start(() => setOutcome(answer.ok ? { kind: "done", data: answer.data } : { kind: "refused", code: answer.code }));
      if (answer.ok) whenDone?.();
      after();
    });
  };
  return { outcome, busy, doing, forget: () => setOutcome({ kind: "none" }) };
}
