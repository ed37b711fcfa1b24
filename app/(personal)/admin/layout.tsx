import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ErrorTextsProvider } from "@/components/shell/error-texts";

/** Gives `error.tsx` its sentences. */
export default function AdminLayout({ children }: { children: ReactNode }) {
  const t = useTranslations("admin.error");
  const texts = { text: t("text"), back: { href: "/admin", label: t("back") } };
  return <ErrorTextsProvider texts={texts}>{children}</ErrorTextsProvider>;
}
