import type { Metadata, Viewport } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Footer } from "@/components/shell/footer";
import { Header } from "@/components/shell/header";
import { VisitorState } from "@/components/visitor/visitor-state";
import type { SessionUser } from "@/lib/auth/session-user";
import { signOut } from "../(personal)/(auth)/actions";
import { preloadFonts } from "../fonts";
import { OfflineBanner } from "./frame";
import { chooseLocale, chooseTheme } from "./preferences";

export async function siteMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  const base = process.env.NEXTAUTH_URL;
  return {
    metadataBase: base ? new URL(base) : undefined,
    title: { default: t("name"), template: `%s · ${t("name")}` },
    description: t("tagline"),
    applicationName: t("name"),
    formatDetection: { telephone: false, date: false, address: false, email: false },
  };
}

export const siteViewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf6" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1015" },
  ],
};

type Props = {
  /** Who visits, on a page that is rendered for them; undefined on a shared one. */
  user?: SessionUser | null;
  theme?: "system" | "light" | "dark";
  head?: ReactNode;
  children: ReactNode;
};

const visitorKind = (user: SessionUser | null) => (user ? (user.role === "ADMIN" ? "admin" : "fan") : "stranger");

/** The document around every page. Scripts add what a shared page leaves out: theme and visitor. */
export async function Site({ user, theme, head, children }: Props) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("common")]);
  const visitor = user === undefined ? undefined : visitorKind(user);
  preloadFonts(locale);
  return (
    <html lang={locale} data-theme={theme} data-visitor={visitor} suppressHydrationWarning>
      {head && <head>{head}</head>}
      <body className="flex flex-col">
        <Header user={user} theme={theme} chooseLocale={chooseLocale} chooseTheme={chooseTheme} signOut={signOut} />
        <VisitorState />
        <OfflineBanner text={t("offline")} />
        <main id="main" tabIndex={-1} className="page min-h-[calc(100dvh-4.0625rem)] grow outline-none">
          {children}
        </main>
        <Footer demo={process.env.JARI_DEMO === "1"} />
      </body>
    </html>
  );
}
