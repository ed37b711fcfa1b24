import { useTranslations } from "next-intl";
import { DateTime } from "../ui/date-time";
import { Link } from "../ui/link";

type Props = {
  concert: { slug: string; name: string };
  schedule: { startsAt: string; venue: string };
  /** Whether the concert has other dates. */
  others: boolean;
};

/** Which concert and which date this is. */
export function SeatsHeading({ concert, schedule, others }: Props) {
  const t = useTranslations("seats");
  return (
    <>
      <h1 className="truncate font-black text-base tracking-normal">{concert.name}</h1>
      <p className="flex flex-wrap gap-x-3 text-soft text-xs leading-snug sm:text-sm">
        <DateTime value={schedule.startsAt} style="short" />
        <span>{schedule.venue}</span>
        {others && (
          <Link
            href={`/concerts/${concert.slug}/seats?schedule=choose`}
            className="text-ink underline underline-offset-4"
          >
            {t("changeDate")}
          </Link>
        )}
      </p>
    </>
  );
}
