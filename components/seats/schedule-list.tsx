import { useTranslations } from "next-intl";
import { DateTime } from "../ui/date-time";
import { Link } from "../ui/link";
import { PageTitle } from "../ui/page-title";

type Schedule = { id: string; startsAt: string; venue: string; seatsAvailable: number };

/** The dates of a concert to choose from, each with its venue and how many seats are left. */
export function ScheduleList({
  slug,
  name,
  schedules,
}: {
  slug: string;
  name: string;
  schedules: readonly Schedule[];
}) {
  const t = useTranslations("seats");
  return (
    <>
      <PageTitle lead={name}>{t("dates")}</PageTitle>
      <ul className="grid max-w-2xl border-line border-t">
        {schedules.map(({ id, startsAt, venue, seatsAvailable }) => (
          <li key={id} className="border-line border-b">
            <Link
              href={`/concerts/${slug}/seats?schedule=${id}`}
              className="flex min-h-16 flex-wrap items-center gap-x-6 gap-y-1 px-2 py-3 hover:bg-sunken"
            >
              <span className="grid">
                <DateTime value={startsAt} className="font-bold" />
                <span className="text-soft text-sm">{venue}</span>
              </span>
              <span className="figures ml-auto text-sm">
                {seatsAvailable > 0 ? t("left", { left: seatsAvailable }) : t("soldOut")}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
