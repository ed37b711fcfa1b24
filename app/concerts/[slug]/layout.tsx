import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ErrorTextsProvider } from "@/components/shell/error-texts";
import { concertBySlug } from "@/lib/concerts";

type Props = { children: ReactNode; params: Promise<{ slug: string }> };

/** A concert that does not exist is looked up here, above any loading state, because below one the status would be 200. */
export default async function ConcertLayout({ children, params }: Props) {
  const { slug } = await params;
  const [concert, t] = await Promise.all([concertBySlug(slug), getTranslations("concerts.error")]);
  if (!concert) notFound();
  const texts = { text: t("text"), back: { href: `/concerts/${slug}`, label: t("back") } };
  return <ErrorTextsProvider texts={texts}>{children}</ErrorTextsProvider>;
}
