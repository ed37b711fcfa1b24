import { getTranslations } from "next-intl/server";
import { ConcertGrid } from "@/components/concerts/concert-grid";
import { saleStatus } from "@/components/concerts/sale-status";
import { EmptyState, LinkButton, PageTitle } from "@/components/ui";
import { allConcerts } from "@/lib/concerts";
import { getAvailability } from "../_lib/availability";

/** There are no concerts; an admin gets a link to create one. */
async function NoConcerts() {
  const t = await getTranslations("concerts.empty");
  const action = (
    <LinkButton look="signal" href="/admin/concerts/new" className="for-admins">
      {t("admin")}
    </LinkButton>
  );
  return (
    <EmptyState title={t("title")} action={action}>
      {t("text")}
    </EmptyState>
  );
}

/** Every concert, by the status of its sale. */
export async function Programme() {
  const [t, concerts, free] = await Promise.all([getTranslations("concerts"), allConcerts(), getAvailability()]);
  const now = new Date();
  const listings = concerts.map((concert) => {
    const available = free.get(concert.id)?.available;
    return { concert, status: saleStatus(concert, available, now), available };
  });
  return (
    <>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      {listings.length > 0 ? <ConcertGrid listings={listings} /> : <NoConcerts />}
    </>
  );
}
