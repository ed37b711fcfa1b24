"use client";

import { buttonClass } from "@/components/ui/button";
import { useRemaining } from "@/components/ui/use-remaining";
import { Link } from "../ui/link";
import { DAY_SECONDS, formatLongCountdown } from "./long-countdown";

type Words = {
  opens: string;
  hint: string;
  clock: string;
  book: string;
  bookHint: string;
  opened: string;
};
type Props = { opensAt: string; serverNow: string; href: string; words: Words };

/** The button of a sale that has not opened: it says when, counts by the server's clock, and turns into Book by itself. */
export function SaleCountdown({ opensAt, serverNow, href, words }: Props) {
  const left = useRemaining(opensAt, serverNow);
  const open = left === 0;
  const wait = left < DAY_SECONDS && `${words.clock.replace("{clock}", formatLongCountdown(left))} · `;
  return (
    <div className="grid gap-2">
      {open ? (
        <Link href={href} prefetch={false} className={buttonClass({ look: "signal", size: "large", wide: true })}>
          {words.book}
        </Link>
      ) : (
        <button type="button" disabled className={buttonClass({ size: "large", wide: true })}>
          {words.opens}
        </button>
      )}
      <p className="figures text-soft text-sm">
        {!open && wait}
        {open ? words.bookHint : words.hint}
      </p>
      <p role="status" className="hidden-visually">
        {open ? words.opened : ""}
      </p>
    </div>
  );
}
