"use client";

import type { ReactNode } from "react";
import { buttonClass } from "../ui/button";
import { useCountdown } from "../ui/use-countdown";
import { useServerNow } from "../visitor/visitor";
import { BookLink } from "./book-link";

const DAY_SECONDS = 24 * 60 * 60;

const twoDigits = (value: number) => String(value).padStart(2, "0");

/** 3723 → "01:02:03" */
const formatHours = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits).join(":");

type Texts = Record<"opens" | "hint" | "clock" | "book" | "opened", string>;
type Props = {
  slug: string;
  opensAt: string;
  /** When the page was rendered, which may be a while ago: the API's answer corrects it. */
  renderedAt: string;
  texts: Texts;
  bookHint: ReactNode;
};

/** The button of a sale that has not opened: it says when, counts by the server's clock, and turns into Book by itself. */
export function SaleCountdown({ slug, opensAt, renderedAt, texts, bookHint }: Props) {
  const { left } = useCountdown(opensAt, useServerNow() ?? renderedAt);
  const open = left === 0;
  const wait = left < DAY_SECONDS && `${texts.clock.replace("{clock}", formatHours(left))} · `;
  return (
    <div className="grid gap-2">
      {open ? (
        <BookLink slug={slug}>{texts.book}</BookLink>
      ) : (
        <button type="button" disabled className={buttonClass({ size: "large", wide: true })}>
          {texts.opens}
        </button>
      )}
      <p className="figures text-soft text-sm">
        {!open && wait}
        {open ? bookHint : texts.hint}
      </p>
      <p role="status" className="hidden-visually">
        {open ? texts.opened : ""}
      </p>
    </div>
  );
}
