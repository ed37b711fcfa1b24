"use client";

import { buttonClass } from "../ui/button";
import { Link } from "../ui/link";
import { useCountdown } from "../ui/use-countdown";

const DAY_SECONDS = 24 * 60 * 60;

const twoDigits = (value: number) => String(value).padStart(2, "0");

/** 3723 → "01:02:03" */
const formatHours = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits).join(":");

type Texts = {
  opens: string;
  hint: string;
  clock: string;
  book: string;
  bookHint: string;
  opened: string;
};
type Props = { opensAt: string; serverNow: string; href: string; texts: Texts };

/** The button of a sale that has not opened: it says when, counts by the server's clock, and turns into Book by itself. */
export function SaleCountdown({ opensAt, serverNow, href, texts }: Props) {
  const { left } = useCountdown(opensAt, serverNow);
  const open = left === 0;
  const wait = left < DAY_SECONDS && `${texts.clock.replace("{clock}", formatHours(left))} · `;
  return (
    <div className="grid gap-2">
      {open ? (
        <Link href={href} prefetch={false} className={buttonClass({ look: "signal", size: "large", wide: true })}>
          {texts.book}
        </Link>
      ) : (
        <button type="button" disabled className={buttonClass({ size: "large", wide: true })}>
          {texts.opens}
        </button>
      )}
      <p className="figures text-soft text-sm">
        {!open && wait}
        {open ? texts.bookHint : texts.hint}
      </p>
      <p role="status" className="hidden-visually">
        {open ? texts.opened : ""}
      </p>
    </div>
  );
}
