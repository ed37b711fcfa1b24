"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatWon } from "@/lib/core/money";
import { Button, LinkButton } from "../ui/button";
import { Money } from "../ui/money";
import { Skeleton } from "../ui/skeleton";
import { seatName } from "./seat-name";
import type { Seat } from "./types";
import type { HoldState } from "./use-held-seats";

type Props = {
  seats: readonly Seat[];
  /** How many selected seats the map has not delivered yet. */
  loading: number;
  limit: number;
  owned: number;
  held: HoldState;
  busy: boolean;
  soldOut: boolean;
  checkout: string;
  onRemove: (seat: Seat) => void;
  onHold: () => void;
};

function LimitText({ limit, owned, soldOut }: Pick<Props, "limit" | "owned" | "soldOut">) {
  const t = useTranslations("seats");
  if (soldOut) return t("noneLeft");
  if (limit === 0) return t("limitNone", { limit: owned });
  return owned > 0 ? t("limitLess", { owned, limit }) : t("limit", { limit });
}

function SelectedSeats({ seats, onRemove }: Pick<Props, "seats" | "onRemove">) {
  const t = useTranslations("seats");
  return (
    <ul className="flex gap-1.5 overflow-x-auto lg:flex-wrap">
      {seats.map((seat) => {
        const name = seatName(t, seat);
        return (
          <li key={seat.number} className="flex-none">
            <button
              type="button"
              aria-label={t("remove", { seat: name })}
              onClick={() => onRemove(seat)}
              className="figures flex min-h-10 items-center gap-2 rounded border border-ink px-3 text-sm hover:bg-sunken"
            >
              <span className="font-bold">{name}</span>
              <Money amount={seat.price} className="text-soft" />
              <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
                <path d="M1 1L9 9M9 1L1 9" stroke="currentColor" strokeWidth="1.6" />
              </svg>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** The selected seats with their total, and the one button that says what it will do. */
export function SelectionTray({
  seats,
  loading,
  limit,
  owned,
  held,
  busy,
  soldOut,
  checkout,
  onRemove,
  onHold,
}: Props) {
  const t = useTranslations("seats");
  const locale = useLocale();
  const count = seats.length;
  const total = seats.reduce((sum, { price }) => sum + price, 0);
  const values = { count, total: formatWon(total, locale) };
  function holdLabel(): string {
    if (busy) return t("holding");
    if (count === 0) return t("holdNone");
    return held.kind === "other" ? t("change", values) : t("hold", values);
  }
  return (
    <section aria-label={t("tray")} className="grid gap-3">
      <div className="flex min-h-7 items-baseline justify-between gap-3 text-sm">
        <p className="text-soft">
          {count === 0 ? <LimitText limit={limit} owned={owned} soldOut={soldOut} /> : t("chosenOf", { count, limit })}
        </p>
        {count > 0 && (
          <p>
            <span className="text-soft">{t("total")}</span> <Money amount={total} className="font-black text-lg" />
          </p>
        )}
      </div>
      {loading > 0 && <Skeleton className="h-10 w-40" />}
      {count > 0 && <SelectedSeats seats={seats} onRemove={onRemove} />}
      {held.kind === "other" && (
        <p className="text-sm">
          {t("heldNow", { count: held.count })} {t("changeKeeps")}
        </p>
      )}
      {held.kind === "elsewhere" && <p className="text-sm">{t("heldElsewhere", { count: held.count })}</p>}
      {held.kind === "same" ? (
        <LinkButton look="signal" size="large" wide href={checkout}>
          {t("checkout")}
        </LinkButton>
      ) : (
        <Button
          look="signal"
          size="large"
          wide
          disabled={count === 0}
          aria-disabled={busy}
          onClick={onHold}
          className="figures"
        >
          {holdLabel()}
        </Button>
      )}
    </section>
  );
}
