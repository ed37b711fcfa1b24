import { useTranslations } from "next-intl";
import { Poster } from "../posters";
import { Link } from "../ui/link";
import { Notice } from "../ui/notice";
import { BookingAction } from "./booking-action";
import { ConcertInfo, type InfoConcert } from "./concert-info";
import type { SaleStatus } from "./sale-status";
import { SaleStatusLine } from "./sale-status-line";

type PageConcert = InfoConcert & { slug: string; name: string; host: string; demoCrowd: boolean };
type Props = {
  concert: PageConcert;
  status: SaleStatus;
  available?: number;
  now: Date;
  holdMinutes: number;
};

/** A concert's own page: poster and button on one side, every detail on the other; on a phone the button stays in reach. */
export function ConcertDetails({ concert, status, available, now, holdMinutes }: Props) {
  const t = useTranslations("concerts.concert");
  const { slug, name, host, schedules, demoCrowd } = concert;
  const dates = schedules.map(({ startsAt }) => startsAt);
  return (
    <article className="grid gap-x-12 gap-y-6 pt-6 md:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] md:grid-rows-[auto_1fr] lg:gap-x-20 lg:pt-10">
      <div className="md:col-start-1 md:row-start-1">
        <Poster text={{ slug, name, host, dates, venue: schedules[0]?.venue }} className="w-full" />
      </div>
      <div className="grid content-start gap-8 md:col-start-2 md:row-span-2 md:row-start-1">
        <header className="grid gap-2">
          <p className="text-sm">
            <Link href="/" className="text-soft underline-offset-4 hover:underline">
              ← {t("back")}
            </Link>
          </p>
          <SaleStatusLine salesOpenAt={concert.salesOpenAt} status={status} available={available} />
          <h1 className="text-3xl">{name}</h1>
          <p className="text-lg">{host}</p>
        </header>
        {demoCrowd && <Notice>{t("crowd")}</Notice>}
        {status === "open" && available === undefined && <Notice tone="warn">{t("countsUnknown")}</Notice>}
        <ConcertInfo concert={concert} holdMinutes={holdMinutes} />
      </div>
      <div className="max-md:-mx-4 bottom-0 border-line bg-paper pb-[env(safe-area-inset-bottom)] max-md:sticky max-md:border-t max-md:px-4 max-md:py-3 md:col-start-1 md:row-start-2">
        <BookingAction {...concert} status={status} now={now} holdMinutes={holdMinutes} />
      </div>
    </article>
  );
}
