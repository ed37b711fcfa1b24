import { useTranslations } from "next-intl";
import { Poster } from "../posters";
import { DateTime } from "../ui/date-time";
import { Link } from "../ui/link";
import { Money } from "../ui/money";
import type { SaleStatus } from "./sale-status";
import { SaleStatusLine } from "./sale-status-line";

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

/** One concert of the list. The whole card leads to its page; its name is the link that is read out. */
export function ConcertCard({ concert, status, available }: Props) {
  const { slug, name, host, salesOpenAt, startsAt, venues, priceFrom, priceTo } = concert;
  const t = useTranslations("concerts");
  const [first] = startsAt;
  return (
    <article className="group relative grid content-start gap-3">
      <Poster
        text={{ slug, name, host, dates: startsAt, venue: venues[0] }}
        className="w-full transition-transform group-hover:-translate-y-1"
      />
      <div className="grid gap-0.5">
        <SaleStatusLine salesOpenAt={salesOpenAt} status={status} available={available} className="text-sm" />
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
