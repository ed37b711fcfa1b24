import { getTranslations } from "next-intl/server";
import { parseCursor } from "@/app/_lib/pagination";
import { requireUserPage } from "@/app/_lib/require-user";
import { ticketForms } from "@/app/_pages/tickets";
import { PosterCrop } from "@/components/posters";
import { Flash } from "@/components/tickets/flash";
import { posterText, TicketsView } from "@/components/tickets/tickets-view";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { PageTitle } from "@/components/ui/page-title";
import { findReservations } from "@/lib/booking";

export { generateMetadata } from "@/app/_pages/tickets";

type Query = Record<"before" | "paid" | "refunded", string | string[] | undefined>;

const PAGE_SIZE = 20; // reservations of a page

async function Tickets({ userId, before }: { userId: string; before: string | undefined }) {
  const { reservations, next } = await findReservations(userId, { before, limit: PAGE_SIZE });
  return (
    <MessagesProvider namespaces={["tickets"]}>
      <TicketsView
        tickets={reservations}
        next={next}
        isFirstPage={before === undefined}
        now={new Date().toISOString()}
        forms={ticketForms}
        artOf={(ticket) => <PosterCrop text={posterText(ticket)} className="h-full w-full" />}
      />
    </MessagesProvider>
  );
}

/** The fan's reservations: held, to come, past and canceled, newest first. */
export default async function TicketsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [user, query, t] = await Promise.all([requireUserPage("/tickets"), searchParams, getTranslations("tickets")]);
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <Flash paid={query.paid} refunded={query.refunded} />
      <Tickets userId={user.id} before={parseCursor(query.before)} />
    </>
  );
}
