"use client";

import { useSearchParams } from "next/navigation";
import { lazy, type ReactNode, Suspense, useMemo } from "react";
import type { Reservations } from "@/client/types";
import { useRequiredVisitor } from "../visitor/require-visitor";
import { useVisitorData } from "../visitor/use-visitor-data";
import { serverTime } from "../visitor/visitor";
import { Flash } from "./flash";
import type { TicketForms } from "./ticket-actions";
import { posterText, TicketsView } from "./tickets-view";

const PosterCrop = lazy(() => import("../posters").then(({ PosterCrop }) => ({ default: PosterCrop })));

/** `forms` is a new object whenever the page is refreshed. */
type Props = { forms: TicketForms; skeleton: ReactNode };

/** The visitor's tickets, as soon as the API has answered. */
export function TicketsEntry({ forms, skeleton }: Props) {
  const query = useSearchParams();
  const before = query.get("before");
  const user = useRequiredVisitor("/tickets");
  const cursor = before ? `&before=${encodeURIComponent(before)}` : "";
  const page = useMemo(() => ({ forms, query }), [forms, query]); // a refund leads here with another query
  const response = useVisitorData<Reservations>(user ? `/api/reservations?limit=20${cursor}` : null, page);
  if (!response?.ok) return skeleton;
  const { reservations, next } = response.data;
  return (
    <>
      <Flash paid={query.get("paid")} refunded={query.get("refunded")} />
      <TicketsView
        tickets={reservations}
        next={next}
        isFirstPage={!before}
        now={serverTime()}
        forms={forms}
        artOf={(ticket) => (
          <Suspense>
            <PosterCrop text={posterText(ticket)} className="h-full w-full" />
          </Suspense>
        )}
      />
    </>
  );
}
