import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ErrorTextsProvider } from "@/components/shell/error-texts";
import { concertBySlug } from "@/lib/concerts";

type Props = { params: Promise<{ slug: string }>; children: ReactNode };

/** Gives a concert's `error.tsx` its sentences. A concert that does not exist is looked up here, above any loading state. */
export async function ConcertFrame({ params, children }: Props) {
  const { slug } = await params;
  const [concert, t] = await Promise.all([concertBySlug(slug), getTranslations("concerts.error")]);
  if (!concert) notFound();
  const texts = { text: t("text"), back: { href: `/concerts/${slug}`, label: t("back") } };
  return <ErrorTextsProvider texts={texts}>{children}</ErrorTextsProvider>;
}
