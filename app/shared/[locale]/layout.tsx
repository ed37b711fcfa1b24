import "@fontsource-variable/noto-sans-kr/index.css";
import "../../globals.css";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { NoScript } from "@/app/_lib/no-script";
import { PREFERENCES_SCRIPT } from "@/app/_lib/preferences-script";
import { Site, siteViewport } from "@/app/_lib/site";
import { isLocale } from "@/lib/core/locales";

export { siteMetadata as generateMetadata } from "@/app/_lib/site";

export const revalidate = 1; // a page of one language is rendered once a second at most, however many ask
export const generateStaticParams = () => []; // when somebody asks; a build has no database
export const viewport = siteViewport;

type Props = { params: Promise<{ locale: string }>; children: ReactNode };

/** Pages that are the same for everybody of one language: nothing in them reads a cookie, a header or a session. */
export default async function SharedLayout({ params, children }: Props) {
  if (!isLocale((await params).locale)) notFound();
  const head = (
    <>
      <script>{PREFERENCES_SCRIPT}</script>
      <NoScript />
    </>
  );
  return <Site head={head}>{children}</Site>;
}
