import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ErrorTextsProvider } from "@/components/shell/error-texts";

/** Gives `error.tsx` its sentences. */
export default function TicketsLayout({ children }: { children: ReactNode }) {
  const t = useTranslations("tickets.error");
  const texts = { text: t("text"), back: { href: "/", label: t("back") } };
  return <ErrorTextsProvider texts={texts}>{children}</ErrorTextsProvider>;
}
