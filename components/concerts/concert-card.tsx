import { useLocale, useTranslations } from "next-intl";
import { Poster } from "@/components/posters";
import { classNames, DateTime, formatDateTime, Money } from "@/components/ui";
import { Link } from "../ui/link";
import type { SaleStatus } from "./sale-status";

export type ListedConcert = {
  slug: string;
  name: string;
  host: string;
  salesOpenAt: string;
  startsAt: string[];
  venues: string[];
  priceFrom: number;
  priceTo: number;
};
type Props = { concert: ListedConcert; status: SaleStatus; available?: number };

/** What the sale says of itself, in words; how many seats are left only where it is known. */
function SaleStatusLine({ concert, status, available }: Props) {
  const t = useTranslations("concerts.status");
  const when = formatDateTime(concert.salesOpenAt, useLocale(), "short");
  const left = status === "open" && available !== undefined ? ` · ${t("left", { count: available })}` : "";
  return (
    <p className={classNames("figures font-bold text-sm", status === "open" ? "text-signal-text" : "text-soft")}>
      {status === "soon" ? t("soon", { when }) : `${t(status)}${left}`}
    </p>
  );
}

/** One concert of the programme. The whole card leads to its page; its name is the link that is read out. */
export function ConcertCard({ concert, status, available }: Props) {
  const { slug, name, host, startsAt, venues, priceFrom, priceTo } = concert;
  const t = useTranslations("concerts");
  const [first] = startsAt;
  return (
    <article className="group relative grid content-start gap-3">
      <Poster
        words={{ slug, name, host, dates: startsAt, venue: venues[0] }}
        className="w-full transition-transform group-hover:-translate-y-1"
      />
      <div className="grid gap-0.5">
        <SaleStatusLine concert={concert} status={status} available={available} />
        <h3 className="text-lg leading-snug">
          <Link
            href={`/concerts/${slug}`}
            className="underline-offset-4 after:absolute after:inset-0 group-hover:underline"
          >
            {name}
          </Link>
        </h3>
        <p className="text-sm">{host}</p>
        <p className="text-soft text-sm">
          {first && <DateTime value={first} style="short" zone={false} />}
          {startsAt.length > 1 && ` ${t("more", { count: startsAt.length - 1 })}`}
        </p>
        <p className="text-soft text-sm">{venues.join(", ")}</p>
        <p className="text-sm">
          <Money amount={priceFrom} />
          {priceTo > priceFrom && (
            <>
              –<Money amount={priceTo} />
            </>
          )}
        </p>
      </div>
    </article>
  );
}
