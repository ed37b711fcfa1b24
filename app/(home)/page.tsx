import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { ConcertGrid } from "@/components/concerts/concert-grid";
import { saleStatus } from "@/components/concerts/sale-status";
import { EmptyState, LinkButton, PageTitle } from "@/components/ui";
import { allConcerts } from "@/lib/concerts";
import { getAvailability } from "../_lib/availability";
import { currentUser } from "../_lib/current-user";

/** There are no concerts; an admin gets a link to create one. */
async function NoConcerts() {
  const [t, visitor] = await Promise.all([getTranslations("concerts.empty"), currentUser()]);
  const action = visitor?.role === "ADMIN" && (
    <LinkButton look="signal" href="/admin/concerts/new">
      {t("admin")}
    </LinkButton>
  );
  return (
    <EmptyState title={t("title")} action={action}>
      {t("text")}
    </EmptyState>
  );
}

export default async function Programme() {
  await connection(); // rendered for each request, never at build time
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
