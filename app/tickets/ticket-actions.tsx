import { getLocale, getTranslations } from "next-intl/server";
import type { Group, TicketFacts } from "@/components/tickets/group";
import { Held } from "@/components/tickets/held";
import { Refund } from "@/components/tickets/refund";
import { inSeoul } from "@/components/ui/when";
import { refundTicket, releaseSeat } from "./actions";

type Props = { ticket: TicketFacts; group: Group; now: Date; first: boolean };

/** What can be done with a ticket of this group. */
export async function Actions({ ticket, group, now, first }: Props) {
  const [t, locale] = await Promise.all([getTranslations("tickets"), getLocale()]);
  if (group === "held")
    return (
      <Held
        id={ticket.id}
        checkout={`/concerts/${ticket.concert.slug}/checkout`}
        expiresAt={ticket.expiresAt}
        serverNow={now.toISOString()}
        release={releaseSeat}
        first={first}
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
