import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { type ReactNode, Suspense } from "react";
import { ErrorTextsProvider } from "@/components/shell/error-texts";
import { TicketsEntry } from "@/components/tickets/tickets-entry";
import { TicketsSkeleton } from "@/components/tickets/tickets-skeleton";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { PageTitle } from "@/components/ui/page-title";
import { refundTicket, releaseSeat } from "../(personal)/tickets/actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tickets");
  return { title: t("title"), robots: { index: false } };
}

export const ticketForms = { release: releaseSeat, refund: refundTicket };

/** Gives `error.tsx` its sentences. */
export function TicketsFrame({ children }: { children: ReactNode }) {
  const t = useTranslations("tickets.error");
  const texts = { text: t("text"), back: { href: "/", label: t("back") } };
  return <ErrorTextsProvider texts={texts}>{children}</ErrorTextsProvider>;
}

/** The page of tickets without any: its script asks the API for the visitor's. */
export async function TicketsShell() {
  const t = await getTranslations("tickets");
  const skeleton = <TicketsSkeleton />;
  return (
    <>
      <PageTitle>{t("title")}</PageTitle>
      <MessagesProvider namespaces={["tickets", "seats"]}>
        <Suspense fallback={skeleton}>
          <TicketsEntry forms={{ ...ticketForms }} skeleton={skeleton} />
        </Suspense>
      </MessagesProvider>
    </>
  );
}
