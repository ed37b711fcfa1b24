import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { CanceledTickets } from "@/components/tickets/canceled-tickets";
import { Ticket } from "@/components/tickets/ticket";
import { TICKET_GROUPS, ticketGroup } from "@/components/tickets/ticket-group";
import { TicketsSkeleton } from "@/components/tickets/tickets-skeleton";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { PageTitle } from "@/components/ui/page-title";
import { Pagination } from "@/components/ui/pagination";
import { findReservations } from "@/lib/booking";
import { parseCursor } from "../_lib/pagination";
import { requireUserPage } from "../_lib/require-user";
import { Flash } from "./flash";
import { TicketActions } from "./ticket-actions";

type Query = Record<"before" | "paid" | "refunded", string | string[] | undefined>;

const PAGE_SIZE = 20; // reservations of a page

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tickets");
  return { title: t("title"), robots: { index: false } };
}

function NoTickets() {
  const t = useTranslations("tickets.empty");
  const action = (
    <LinkButton look="signal" href="/">
      {t("action")}
    </LinkButton>
  );
  return (
    <EmptyState title={t("title")} action={action}>
      {t("text")}
    </EmptyState>
  );
}

async function Tickets({ userId, before }: { userId: string; before: string | undefined }) {
  const [t, { reservations, next }] = await Promise.all([
    getTranslations("tickets"),
    findReservations(userId, { before, limit: PAGE_SIZE }),
  ]);
  const now = new Date();
  const groups = TICKET_GROUPS.map((group) => ({
    group,
    tickets: reservations.filter((ticket) => ticketGroup(ticket, now.getTime()) === group),
  })).filter(({ tickets }) => tickets.length > 0);
  return (
    <>
      {groups.length === 0 && <NoTickets />}
      <MessagesProvider namespaces={["tickets"]}>
        <div className="grid gap-12">
          {groups.map(({ group, tickets }) => (
            <section key={group} aria-labelledby={group} className="grid gap-4">
              <h2 id={group} className="text-xl">
                {t(`groups.${group}`)}
              </h2>
              {group === "canceled" ? (
                <CanceledTickets tickets={tickets} />
              ) : (
                tickets.map((ticket, at) => (
                  <Ticket key={ticket.id} ticket={ticket} state={t(`state.${group}`)} faded={group === "past"}>
                    {group !== "past" && <TicketActions ticket={ticket} group={group} now={now} first={at === 0} />}
                  </Ticket>
                ))
              )}
            </section>
          ))}
        </div>
      </MessagesProvider>
      <Pagination path="/tickets" paged={before !== undefined} next={next} older={t("older")} newest={t("newest")} />
    </>
  );
}

/** The fan's reservations: held, to come, past and canceled, newest first. */
export default async function TicketsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [user, query, t] = await Promise.all([requireUserPage("/tickets"), searchParams, getTranslations("tickets")]);
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <Flash paid={query.paid} refunded={query.refunded} />
      <Suspense fallback={<TicketsSkeleton />}>
        <Tickets userId={user.id} before={parseCursor(query.before)} />
      </Suspense>
    </>
  );
}
