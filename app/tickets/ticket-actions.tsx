import { getLocale, getTranslations } from "next-intl/server";
import { HeldSeatActions } from "@/components/tickets/held-seat-actions";
import { RefundButton } from "@/components/tickets/refund-button";
import type { TicketDetails, TicketGroup } from "@/components/tickets/ticket-group";
import { formatDateTime } from "@/components/ui/format-date-time";
import { refundTicket, releaseSeat } from "./actions";

type Props = { ticket: TicketDetails; group: TicketGroup; now: Date; first: boolean };

/** The actions that a ticket of this group allows. */
export async function TicketActions({ ticket, group, now, first }: Props) {
  const [t, locale] = await Promise.all([getTranslations("tickets"), getLocale()]);
  if (group === "held")
    return (
      <HeldSeatActions
        id={ticket.id}
        checkout={`/concerts/${ticket.concert.slug}/checkout`}
        expiresAt={ticket.expiresAt}
        serverNow={now.toISOString()}
        form={releaseSeat}
        first={first}
      />
    );
  if (group !== "reserved") return null;
  if (!ticket.refundable || !ticket.payment) return <p className="text-soft text-sm">{t("refund.closed")}</p>;
  return (
    <>
      <p className="text-soft text-sm">{t("refund.until", { at: formatDateTime(ticket.refundUntil, locale) })}</p>
      <RefundButton paymentId={ticket.payment.id} price={ticket.price} form={refundTicket} />
    </>
  );
}
