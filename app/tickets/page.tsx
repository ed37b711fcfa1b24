import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Canceled } from "@/components/tickets/canceled";
import { GROUPS, type Group, groupOf, type TicketFacts } from "@/components/tickets/group";
import { Held } from "@/components/tickets/held";
import { Refund } from "@/components/tickets/refund";
import { Ticket } from "@/components/tickets/ticket";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { inSeoul } from "@/components/ui/when";
import { Words } from "@/components/ui/words";
import { Pages } from "@/components/wallet/pages";
import { reservationsOf } from "@/lib/booking";
import { won } from "@/lib/core/money";
import { who } from "../who";
import { refundTicket, releaseSeat } from "./actions";
import { beforeOf } from "./before";

type Query = Record<"before" | "paid" | "refunded", string | string[] | undefined>;

const PAGE = 20; // reservations of a page

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tickets");
  return { title: t("title"), robots: { index: false } };
}

/** What can be done with a ticket of this group. */
async function Actions({ ticket, group, now }: { ticket: TicketFacts; group: Group; now: Date }) {
  const [t, locale] = await Promise.all([getTranslations("tickets"), getLocale()]);
  if (group === "held")
    return (
      <Held
        id={ticket.id}
        checkout={`/concerts/${ticket.concert.slug}/checkout`}
        expiresAt={ticket.expiresAt}
        serverNow={now.toISOString()}
        release={releaseSeat}
      />
    );
  if (group !== "reserved") return null;
  if (!ticket.refundable || !ticket.payment) return <p className="text-soft text-sm">{t("refund.closed")}</p>;
  return (
    <>
      <p className="text-soft text-sm">{t("refund.until", { at: inSeoul(ticket.refundUntil, locale) })}</p>
      <Refund paymentId={ticket.payment.id} price={ticket.price} refund={refundTicket} />
    </>
  );
}

async function News({ paid, refunded }: Pick<Query, "paid" | "refunded">) {
  const [t, locale] = await Promise.all([getTranslations("tickets"), getLocale()]);
  const words =
    Number(paid) > 0
      ? t("justPaid", { count: Number(paid) })
      : Number(refunded) > 0
        ? t("refund.done", { price: won(Number(refunded), locale) })
        : null;
  return words && <Notice tone="good" role="status" className="mb-8" title={words} />;
}

/** Everything booked here: held, to come, past and canceled, newest first. */
export default async function TicketsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [visitor, query, t] = await Promise.all([who(), searchParams, getTranslations("tickets")]);
  if (!visitor) redirect("/signin?next=/tickets");
  const before = beforeOf(query.before);
  const { reservations, next } = await reservationsOf(visitor.id, { before, limit: PAGE });
  const now = new Date();
  const groups = GROUPS.map((group) => ({
    group,
    tickets: reservations.filter((ticket) => groupOf(ticket, now.getTime()) === group),
  })).filter(({ tickets }) => tickets.length > 0);
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <News paid={query.paid} refunded={query.refunded} />
      {groups.length === 0 && (
        <Empty
          title={t("empty.title")}
          action={
            <LinkButton look="signal" href="/">
              {t("empty.action")}
            </LinkButton>
          }
        >
          {t("empty.text")}
        </Empty>
      )}
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
                tickets.map((ticket) => (
                  <Ticket key={ticket.id} ticket={ticket} state={t(`state.${group}`)} faded={group === "past"}>
                    {group !== "past" && <Actions ticket={ticket} group={group} now={now} />}
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
