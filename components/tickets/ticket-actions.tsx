import { useLocale, useTranslations } from "next-intl";
import type { FormAction } from "../form-action";
import { formatDateTime } from "../ui/format-date-time";
import { HeldSeatActions } from "./held-seat-actions";
import { RefundButton } from "./refund-button";
import type { TicketDetails, TicketGroup } from "./ticket-group";

/** Of the forms without JavaScript. */
export type TicketForms = { release: FormAction; refund: FormAction };
type Props = { ticket: TicketDetails; group: TicketGroup; now: string; first: boolean; forms: TicketForms };

/** The actions that a ticket of this group allows. */
export function TicketActions({ ticket, group, now, first, forms }: Props) {
  const t = useTranslations("tickets");
  const locale = useLocale();
  if (group === "held")
    return (
      <HeldSeatActions
        id={ticket.id}
        checkout={`/concerts/${ticket.concert.slug}/checkout`}
        expiresAt={ticket.expiresAt}
        serverNow={now}
        form={forms.release}
        first={first}
      />
    );
  if (group !== "reserved") return null;
  if (!ticket.refundable || !ticket.payment) return <p className="text-soft text-sm">{t("refund.closed")}</p>;
  return (
    <>
      <p className="text-soft text-sm">{t("refund.until", { at: formatDateTime(ticket.refundUntil, locale) })}</p>
      <RefundButton paymentId={ticket.payment.id} price={ticket.price} form={forms.refund} />
    </>
  );
}
