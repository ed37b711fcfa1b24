"use client";

import "./ticket-stub.css";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Seat } from "@/client/types";
import { useSeatName } from "../seats/use-seat-name";
import { classNames } from "../ui/class-names";
import { Money } from "../ui/money";

export type HeldSeat = Pick<Seat, "id" | "section" | "row" | "label" | "grade" | "price"> & { seatNumber: number };
type Props = { art: ReactNode; heading: ReactNode; seats: readonly HeldSeat[]; torn: boolean };

/** Held seats as the ticket they will be: the poster above, the seats on the stub that payment tears off. */
export function HeldTicket({ art, heading, seats, torn }: Props) {
  const t = useTranslations("checkout");
  const nameOf = useSeatName();
  return (
    <article className={classNames("ticket-paper overflow-clip rounded", torn && "ticket-torn")}>
      <div className="h-36 overflow-clip sm:h-52">{art}</div>
      <div className="px-5 pt-4 pb-3">{heading}</div>
      <div className="ticket-holes" aria-hidden="true" />
      <div className="ticket-stub px-5 pt-4 pb-5">
        <h2 className="pb-1 font-bold text-sm text-soft tracking-normal">{t("seats", { count: seats.length })}</h2>
        <ul>
          {seats.map((seat) => (
            <li key={seat.id} className="flex items-baseline gap-3 border-line border-t py-2 first:border-t-0">
              <span className="font-bold">{nameOf({ ...seat, number: seat.seatNumber })}</span>
              <span className="text-soft text-sm">{seat.grade}</span>
              <Money amount={seat.price} className="ml-auto" />
            </li>
          ))}
        </ul>
      </div>
    </article>
  );
}
