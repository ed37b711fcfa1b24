"use client";

import { useLocale } from "next-intl";
import { ERRORS } from "@/lib/core/errors";
import type { ActionState } from "./use-server-action";

type Props<Data> = { outcome: ActionState<Data>; done: (data: Data) => string; isShort?: (data: Data) => boolean };

/** What became of a deed, read out when it is known; `isShort` says that it was less than was asked. */
export function ActionResult<Data>({ outcome, done, isShort = () => false }: Props<Data>) {
  const locale = useLocale();
  return (
    <p role="status" className="text-sm empty:hidden">
      {outcome.kind === "done" && (
        <span className={isShort(outcome.data) ? "text-warn" : "text-good"}>{done(outcome.data)}</span>
      )}
      {outcome.kind === "refused" && <span className="text-bad">{ERRORS[outcome.code][locale]}</span>}
    </p>
  );
}
