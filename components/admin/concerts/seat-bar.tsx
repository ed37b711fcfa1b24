import { useLocale, useTranslations } from "next-intl";
import type { SeatCounts } from "@/lib/concerts";
import { classNames } from "../../ui";

/** Sold, held and free seats as a bar and in words. The bar adds nothing to the words, so screen readers skip it. */
export function SeatBar({ seats, className }: { seats: SeatCounts; className?: string }) {
  const t = useTranslations("admin.seats");
  const locale = useLocale();
  const { total, sold, held } = seats;
  const of = (count: number) => (total ? (count / total) * 100 : 0);
  return (
    <div className={classNames("grid content-start gap-1", className)}>
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" className="h-2 w-full">
        <rect width="100" height="4" className="fill-line" />
        <rect width={of(sold)} height="4" className="fill-ink" />
        <rect x={of(sold)} width={of(held)} height="4" className="fill-signal" />
      </svg>
      <p className="figures flex flex-wrap gap-x-3 text-soft text-sm">
        {(["sold", "held", "free"] as const).map((name) => (
          <span key={name}>
            <b className="text-ink">{seats[name].toLocaleString(locale)}</b> {t(name)}
          </span>
        ))}
        <span>{t("total", { total })}</span>
      </p>
    </div>
  );
}
