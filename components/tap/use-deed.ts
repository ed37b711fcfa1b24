"use client";

import { useState, useTransition } from "react";
import type { ErrorCode } from "@/lib/core/errors";
import type { Done } from "./types";

export type Outcome<Data> = { kind: "none" } | { kind: "done"; data: Data } | { kind: "refused"; code: ErrorCode };

/** One deed at a time, what became of the last one, and `after` it the page looks again. */
export function useDeed<Data>(after: () => void) {
  const [outcome, setOutcome] = useState<Outcome<Data>>({ kind: "none" });
  const [busy, start] = useTransition();
  const doing = (deed: () => Promise<Done<Data>>, whenDone?: () => void) => {
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
