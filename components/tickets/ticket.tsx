import "../checkout/ticket-stub.css";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "../ui/class-names";
import { DateTime } from "../ui/date-time";
import { Link } from "../ui/link";
import { Money } from "../ui/money";
import type { TicketDetails } from "./ticket-group";

type DetailProps = { name: string; children: ReactNode; big?: boolean; wide?: boolean };

function Detail({ name, children, big, wide }: DetailProps) {
  return (
    <div className={classNames("min-w-0", wide && "col-span-4 sm:col-span-2")}>
      <dt className="text-soft text-xs">{name}</dt>
      <dd className={classNames("figures", big ? "font-black text-xl leading-tight" : "font-bold text-sm")}>
        {children}
      </dd>
    </div>
  );
}

type Props = { ticket: TicketDetails; art: ReactNode; state: string; faded?: boolean; children?: ReactNode };

/** One reservation as a paper ticket; `children` are the actions it allows. */
export function Ticket({ ticket, art, state, faded = false, children }: Props) {
  const t = useTranslations("tickets");
  const { concert, seat, price, id } = ticket;
  return (
    <article className="ticket-paper grid overflow-clip rounded sm:grid-cols-[9rem_minmax(0,1fr)_auto_12rem]">
      <div className={classNames("h-24 overflow-clip sm:h-full", faded && "opacity-50 grayscale")}>{art}</div>
      <div className="grid content-start gap-1.5 p-5">
        <p className="text-sm">
          <span className="rounded border border-edge px-1.5 py-0.5 font-bold text-xs">{state}</span>
        </p>
        <h3 className="text-lg">
          <Link href={`/concerts/${concert.slug}`} className="rounded underline-offset-4 hover:underline">
            {concert.name}
          </Link>
        </h3>
        <p className="text-sm">
          <DateTime value={concert.startsAt} />
          <span className="block text-soft">{concert.venue}</span>
        </p>
        {children && <div className="mt-2 grid gap-2">{children}</div>}
      </div>
      <div aria-hidden="true" className="ticket-holes ticket-holes-beside" />
      <dl className="grid grid-cols-[repeat(4,auto)] content-start justify-between gap-x-4 gap-y-3 p-5 sm:grid-cols-2 sm:justify-start">
        {seat.section && (
          <Detail name={t("section")} wide>
            {seat.section}
          </Detail>
        )}
        <Detail name={t("row")} big>
          {seat.row || "–"}
        </Detail>
        <Detail name={t("seat")} big>
          {seat.label}
        </Detail>
        <Detail name={t("grade")}>
          {seat.grade}
          <Money amount={price} className="block font-normal text-soft" />
        </Detail>
        <Detail name={t("number")}>{id}</Detail>
      </dl>
    </article>
  );
}
