"use client";

import { startTransition, useActionState } from "react";
import type { ApiResult } from "@/lib/api/framework/invoke";
import type { ErrorCode } from "@/lib/core/errors";

export type ActionState<Data> = { kind: "none" } | { kind: "done"; data: Data } | { kind: "refused"; code: ErrorCode };
type Call<Data> = { action: () => Promise<ApiResult<Data>>; onDone?: () => void };

const NONE = { kind: "none" } as const;

/** Runs one server action at a time and keeps its result; `refresh` is called after each. */
export function useServerAction<Data>(refresh: () => void) {
  const [result, dispatch, pending] = useActionState(
    async (_: ActionState<Data>, call: Call<Data> | null): Promise<ActionState<Data>> => {
      if (!call) return NONE;
      const response = await call.action();
      if (response.ok) call.onDone?.();
      refresh();
      return response.ok ? { kind: "done", data: response.data } : { kind: "refused", code: response.code };
    },
    NONE,
  );
  return {
    state: pending ? NONE : result,
    pending,
    run: (action: Call<Data>["action"], onDone?: () => void) => startTransition(() => dispatch({ action, onDone })),
    reset: () => startTransition(() => dispatch(null)),
  };
}
