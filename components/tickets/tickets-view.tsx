import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkButton } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Pagination } from "../ui/pagination";
import { CanceledTickets } from "./canceled-tickets";
import { Ticket } from "./ticket";
import { TicketActions, type TicketForms } from "./ticket-actions";
import { TICKET_GROUPS, type TicketDetails, ticketGroup } from "./ticket-group";

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

/** The concert of a ticket as its poster's text. */
export const posterText = ({ concert: { slug, name, startsAt, venue } }: TicketDetails) => {
  return { slug, name, host: "", dates: [startsAt], venue };
};

type Props = {
  tickets: readonly TicketDetails[];
  /** The cursor of the next page. */
  next: string | null;
  isFirstPage: boolean;
  now: string;
  forms: TicketForms;
  artOf: (ticket: TicketDetails) => ReactNode;
};

/** A page of tickets: held, to come, past and canceled. */
export function TicketsView({ tickets, next, isFirstPage, now, forms, artOf }: Props) {
  const t = useTranslations("tickets");
  const groups = TICKET_GROUPS.map((group) => ({
    group,
    tickets: tickets.filter((ticket) => ticketGroup(ticket, Date.parse(now)) === group),
  })).filter(({ tickets }) => tickets.length > 0);
  return (
    <>
      {groups.length === 0 && <NoTickets />}
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
                <Ticket
                  key={ticket.id}
                  ticket={ticket}
                  art={artOf(ticket)}
                  state={t(`state.${group}`)}
                  faded={group === "past"}
                >
                  {group !== "past" && (
                    <TicketActions ticket={ticket} group={group} now={now} first={at === 0} forms={forms} />
                  )}
                </Ticket>
              ))
            )}
          </section>
        ))}
      </div>
      <Pagination path="/tickets" paged={!isFirstPage} next={next} older={t("older")} newest={t("newest")} />
    </>
  );
}
