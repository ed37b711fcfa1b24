import { useLocale, useTranslations } from "next-intl";
import type { AdminConcert } from "@/lib/concerts";
import { formatDateTime } from "../../ui";
import { Link } from "../../ui/link";
import { SaleStateBadge } from "./sale-state-badge";
import { SeatBar } from "./seat-bar";

/** One concert of the admin's list, with its sale and its queue's settings. */
export function ConcertRow({ concert }: { concert: AdminConcert }) {
  const t = useTranslations("admin.list");
  const locale = useLocale();
  const { id, name, host, schedules, salesOpenAt, salesCloseAt, state, seats } = concert;
  const { capacity, admitPerMinute: rate, queuePaused, demoCrowd } = concert;
  const dates = schedules.map(({ startsAt }) => formatDateTime(startsAt, locale, "short"));
  const sale = {
    open: formatDateTime(salesOpenAt, locale, "short"),
    close: formatDateTime(salesCloseAt, locale, "short"),
  };
  const mark = "rounded border border-edge px-1.5 text-xs";
  return (
    <li className="grid gap-x-8 gap-y-3 border-line border-t py-4 md:grid-cols-[minmax(0,4fr)_minmax(0,5fr)_minmax(0,4fr)]">
      <div>
        <p className="flex flex-wrap items-center gap-x-3">
          <Link
            href={`/admin/concerts/${id}`}
            aria-label={t("edit", { name })}
            className="inline-flex min-h-11 items-center font-bold underline decoration-line underline-offset-4 hover:decoration-ink"
          >
            {name}
          </Link>
          <SaleStateBadge state={state} seats={seats} />
        </p>
        <p className="text-soft text-sm">{host}</p>
      </div>
      <div className="figures text-sm">
        <p>
          {t("dates", { count: schedules.length })}: {[...new Set([dates[0], dates.at(-1)])].join(" – ")}
        </p>
        <p className="text-soft">{t("sales", sale)}</p>
        <p className="flex flex-wrap items-center gap-2 text-soft">
          {t("line", { capacity, rate })}
          {queuePaused && <span className={mark}>{t("paused")}</span>}
          {demoCrowd && <span className={mark}>{t("crowd")}</span>}
        </p>
      </div>
      <SeatBar seats={seats} />
    </li>
  );
}
