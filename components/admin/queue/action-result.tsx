"use client";

import { useLocale } from "next-intl";
import { ERRORS } from "@/lib/core/errors";
import type { ActionState } from "./use-server-action";

type Props<Data> = { state: ActionState<Data>; done: (data: Data) => string; isShort?: (data: Data) => boolean };

/** The result of a server action, announced to screen readers; `isShort` marks one that did less than it was asked for. */
export function ActionResult<Data>({ state, done, isShort = () => false }: Props<Data>) {
  const locale = useLocale();
  return (
    <p role="status" className="text-sm empty:hidden">
      {state.kind === "done" && (
        <span className={isShort(state.data) ? "text-warn" : "text-good"}>{done(state.data)}</span>
      )}
      {state.kind === "refused" && <span className="text-bad">{ERRORS[state.code][locale]}</span>}
    </p>
  );
}
