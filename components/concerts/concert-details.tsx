import { useLocale, useTranslations } from "next-intl";
import type { SaleStatus } from "@/components/concerts/sale-status";
import { Poster } from "@/components/posters";
import { classNames, formatDateTime, Notice } from "@/components/ui";
import { Link } from "../ui/link";
import { BookingAction } from "./booking-action";
import { ConcertInfo, type InfoConcert } from "./concert-info";

type PageConcert = InfoConcert & { slug: string; name: string; host: string; demoCrowd: boolean };
type Props = { concert: PageConcert; status: SaleStatus; available?: number; signedIn: boolean; now: Date };

/** The words over the name: where the sale stands, and how many seats are left where that is known. */
function SaleStatusLine({ concert, status, available }: Pick<Props, "concert" | "status" | "available">) {
  const t = useTranslations("concerts.status");
  const when = formatDateTime(concert.salesOpenAt, useLocale(), "short");
  const said = status === "soon" ? t("soon", { when }) : t(status);
  const left = status === "open" && available !== undefined && ` · ${t("left", { count: available })}`;
  return (
    <p className={classNames("figures font-bold", status === "open" ? "text-signal-text" : "text-soft")}>
      {said}
      {left}
    </p>
  );
}

/** A concert's own page: the poster and the button on one side, every fact on the other; on a phone the button stays in reach. */
export function ConcertDetails({ concert, status, available, signedIn, now }: Props) {
  const t = useTranslations("concerts.concert");
  const { slug, name, host, schedules, demoCrowd } = concert;
  const dates = schedules.map(({ startsAt }) => startsAt);
  return (
    <article className="grid gap-x-12 gap-y-6 pt-6 md:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] md:grid-rows-[auto_1fr] lg:gap-x-20 lg:pt-10">
      <div className="md:col-start-1 md:row-start-1">
        <Poster words={{ slug, name, host, dates, venue: schedules[0]?.venue }} className="w-full" />
      </div>
      <div className="grid content-start gap-8 md:col-start-2 md:row-span-2 md:row-start-1">
        <header className="grid gap-2">
          <p className="text-sm">
            <Link href="/" className="text-soft underline-offset-4 hover:underline">
              ← {t("back")}
            </Link>
          </p>
          <SaleStatusLine concert={concert} status={status} available={available} />
          <h1 className="text-3xl">{name}</h1>
          <p className="text-lg">{host}</p>
        </header>
        {demoCrowd && <Notice>{t("crowd")}</Notice>}
        {status === "open" && available === undefined && <Notice tone="warn">{t("countsUnknown")}</Notice>}
        <ConcertInfo concert={concert} />
      </div>
      <div className="max-md:-mx-4 bottom-0 border-line bg-paper pb-[env(safe-area-inset-bottom)] max-md:sticky max-md:border-t max-md:px-4 max-md:py-3 md:col-start-1 md:row-start-2">
        <BookingAction {...concert} status={status} signedIn={signedIn} now={now} />
      </div>
    </article>
  );
}
