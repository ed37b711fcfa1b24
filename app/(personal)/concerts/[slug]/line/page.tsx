import { notFound, redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { holdMinutes } from "@/app/_lib/hold-minutes";
import { requireUserPage } from "@/app/_lib/require-user";
import { arrivalPhase, parseEndReason } from "@/components/queue/arrival-phase";
import { PlainLine, type PlainPhase } from "@/components/queue/plain-line";
import { formatDateTime } from "@/components/ui/format-date-time";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { PageTitle } from "@/components/ui/page-title";
import { type ConcertPage, concertBySlug } from "@/lib/concerts";
import type { Ticket } from "@/lib/queue/ticket";
import { getTicket, wasExpelled } from "../queue-access";
import { joinLine } from "./actions";

export { generateMetadata } from "@/app/_pages/line";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ ended?: string }> };

const REFRESH_SECONDS = 5;

async function phaseOf(concert: ConcertPage, userId: string, ended?: string): Promise<[PlainPhase, Ticket | null]> {
  const ticket = await getTicket(concert.id, userId);
  if (ticket?.status === "ACTIVE") redirect(`/concerts/${concert.slug}/seats?js=off`);
  if (ticket?.status === "WAITING") return ["waiting", ticket];
  const phase = arrivalPhase(concert, new Date().toISOString(), parseEndReason(ended));
  return [phase === "joining" && (await wasExpelled(concert.id, userId)) ? "expelled" : phase, null];
}

/** The waiting room where no script runs: a form to join, then the place, looked up every few seconds. */
export default async function LinePage({ params, searchParams }: Props) {
  const [{ slug }, { ended }, locale] = await Promise.all([params, searchParams, getLocale()]);
  const user = await requireUserPage(`/concerts/${slug}/line`);
  const concert = await concertBySlug(slug);
  if (!concert) notFound();
  const [phase, ticket] = await phaseOf(concert, user.id, ended);
  const at = formatDateTime(phase === "notOpen" ? concert.salesOpenAt : concert.salesCloseAt, locale);
  return (
    <div className="grid justify-items-start gap-4">
      {ticket && <meta httpEquiv="refresh" content={`${REFRESH_SECONDS}; url=?js=off`} />}
      <PageTitle lead={concert.host}>{concert.name}</PageTitle>
      <MessagesProvider namespaces={["queue"]}>
        <PlainLine
          concert={concert}
          phase={phase}
          ended={parseEndReason(ended) ?? "time"}
          ticket={ticket}
          at={at}
          holdMinutes={holdMinutes()}
          join={joinLine}
        />
      </MessagesProvider>
    </div>
  );
}
