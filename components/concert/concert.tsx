import { useLocale, useTranslations } from "next-intl";
import { Poster } from "@/components/poster";
import type { Status } from "@/components/programme/status";
import { classes, inSeoul, Notice } from "@/components/ui";
import { Link } from "../ui/link";
import { Action } from "./action";
import { Facts, type FactsConcert } from "./facts";

type PageConcert = FactsConcert & { slug: string; name: string; host: string; demoCrowd: boolean };
type Props = { concert: PageConcert; status: Status; available?: number; signedIn: boolean; now: Date };

/** The words over the name: where the sale stands, and how many seats are left where that is known. */
function Standing({ concert, status, available }: Pick<Props, "concert" | "status" | "available">) {
  const t = useTranslations("programme.status");
  const when = inSeoul(concert.salesOpenAt, useLocale(), "short");
  const said = status === "soon" ? t("soon", { when }) : t(status);
  const left = status === "open" && available !== undefined && ` · ${t("left", { count: available })}`;
  return (
    <p className={classes("figures font-bold", status === "open" ? "text-signal-text" : "text-soft")}>
      {said}
      {left}
    </p>
  );
}

/** A concert's own page: the poster and the button on one side, every fact on the other; on a phone the button stays in reach. */
export function Concert({ concert, status, available, signedIn, now }: Props) {
  const t = useTranslations("programme.concert");
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
          <Standing concert={concert} status={status} available={available} />
          <h1 className="text-3xl">{name}</h1>
          <p className="text-lg">{host}</p>
        </header>
        {demoCrowd && <Notice>{t("crowd")}</Notice>}
        {status === "open" && available === undefined && <Notice tone="warn">{t("countsUnknown")}</Notice>}
        <Facts concert={concert} />
      </div>
      <div className="max-md:-mx-4 bottom-0 border-line bg-paper pb-[env(safe-area-inset-bottom)] max-md:sticky max-md:border-t max-md:px-4 max-md:py-3 md:col-start-1 md:row-start-2">
        <Action {...concert} status={status} signedIn={signedIn} now={now} />
      </div>
    </article>
  );
}
