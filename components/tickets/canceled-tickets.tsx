import { useTranslations } from "next-intl";
import { seatName } from "../seats/seat-name";
import { DateTime } from "../ui/date-time";
import { Money } from "../ui/money";
import type { TicketDetails } from "./ticket-group";

/** Canceled and refunded tickets, one line each. */
export function CanceledTickets({ tickets }: { tickets: readonly TicketDetails[] }) {
  const t = useTranslations("tickets");
  const tSeats = useTranslations("seats");
  return (
    <ul className="border-line border-t text-sm">
      {tickets.map(({ id, concert, seat, price, payment }) => (
        <li key={id} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-line border-b py-3 text-soft">
          <span className="font-bold text-ink">{concert.name}</span>
          <DateTime value={concert.startsAt} style="short" />
          <span>
            {seatName(tSeats, seat)} · {seat.grade}
          </span>
          <span className="ml-auto">
            {t(payment ? "state.refunded" : "state.canceled")} <Money amount={price} />
          </span>
        </li>
      ))}
    </ul>
  );
}
