import { useTranslations } from "next-intl";
import { ConcertCard, type ListedConcert } from "./concert-card";
import { SALE_STATUSES, type SaleStatus } from "./sale-status";

export type ConcertListing = { concert: ListedConcert & { id: string }; status: SaleStatus; available?: number };

// As many columns as a section has posters, as far as the screen has columns: small sections share a row.
const SPANS = ["col-span-1", "col-span-2", "col-span-2 md:col-span-3", "col-span-2 md:col-span-3 xl:col-span-4"];

/** All concerts by the status of their sale: on sale first, then what opens soon, then what is over. */
export function ConcertGrid({ listings }: { listings: ConcertListing[] }) {
  const t = useTranslations("concerts.section");
  const sections = SALE_STATUSES.map((status) => ({
    status,
    shown: listings.filter((listing) => listing.status === status),
  })).filter(({ shown }) => shown.length > 0);
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-14 sm:gap-x-6 md:grid-cols-3 lg:gap-x-8 xl:grid-cols-4">
      {sections.map(({ status, shown }) => (
        <section
          key={status}
          aria-labelledby={`section-${status}`}
          className={`grid grid-cols-subgrid content-start ${SPANS[Math.min(shown.length, SPANS.length) - 1]}`}
        >
          <h2 id={`section-${status}`} className="col-span-full mb-5 border-ink border-t-2 pt-3 text-base">
            {t(status)} <span className="figures font-normal text-soft">{shown.length}</span>
          </h2>
          <ul className="col-span-full grid grid-cols-subgrid gap-y-10">
            {shown.map((listing) => (
              <li key={listing.concert.id}>
                <ConcertCard {...listing} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
