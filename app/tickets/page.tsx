import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { Canceled } from "@/components/tickets/canceled";
import { GROUPS, groupOf } from "@/components/tickets/group";
import { Ticket } from "@/components/tickets/ticket";
import { TicketsSkeleton } from "@/components/tickets/tickets-skeleton";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageTitle } from "@/components/ui/page-title";
import { Words } from "@/components/ui/words";
import { Pages } from "@/components/wallet/pages";
import { reservationsOf } from "@/lib/booking";
import { who } from "../who";
import { beforeOf } from "./before";
import { News } from "./news";
import { Actions } from "./ticket-actions";

type Query = Record<"before" | "paid" | "refunded", string | string[] | undefined>;

const PAGE = 20; // reservations of a page

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
    <Empty title={t("title")} action={action}>
      {t("text")}
    </Empty>
  );
}

async function Tickets({ userId, before }: { userId: string; before: string | undefined }) {
  const [t, { reservations, next }] = await Promise.all([
    getTranslations("tickets"),
    reservationsOf(userId, { before, limit: PAGE }),
  ]);
  const now = new Date();
  const groups = GROUPS.map((group) => ({
    group,
    tickets: reservations.filter((ticket) => groupOf(ticket, now.getTime()) === group),
  })).filter(({ tickets }) => tickets.length > 0);
  return (
    <>
      {groups.length === 0 && <NoTickets />}
      <Words of={["tickets"]}>
        <div className="grid gap-12">
          {groups.map(({ group, tickets }) => (
            <section key={group} aria-labelledby={group} className="grid gap-4">
              <h2 id={group} className="text-xl">
                {t(`groups.${group}`)}
              </h2>
              {group === "canceled" ? (
                <Canceled tickets={tickets} />
              ) : (
                tickets.map((ticket, at) => (
                  <Ticket key={ticket.id} ticket={ticket} state={t(`state.${group}`)} faded={group === "past"}>
                    {group !== "past" && <Actions ticket={ticket} group={group} now={now} first={at === 0} />}
                  </Ticket>
                ))
              )}
            </section>
          ))}
        </div>
      </Words>
      <Pages path="/tickets" paged={before !== undefined} next={next} older={t("older")} newest={t("newest")} />
    </>
  );
}

/** Everything booked here: held, to come, past and canceled, newest first. */
export default async function TicketsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [visitor, query, t] = await Promise.all([who(), searchParams, getTranslations("tickets")]);
  if (!visitor) redirect("/signin?next=/tickets");
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <News paid={query.paid} refunded={query.refunded} />
      <Suspense fallback={<TicketsSkeleton />}>
        <Tickets userId={visitor.id} before={beforeOf(query.before)} />
      </Suspense>
    </>
  );
}
