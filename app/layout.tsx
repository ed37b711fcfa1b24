import "@fontsource-variable/noto-sans-kr/index.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Footer } from "@/components/shell/footer";
import { Header } from "@/components/shell/header";
import { currentUser } from "./_lib/current-user";
import { OfflineBanner } from "./_lib/frame";
import { chooseLocale, chooseTheme } from "./_lib/preferences";
import { signOut } from "./(auth)/actions";
import { preloadFonts } from "./fonts";

export async function generateMetadata(): Promise<Metadata> {
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

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf6" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1015" },
  ],
};

async function currentTheme() {
  const theme = (await cookies()).get("theme")?.value;
  return theme === "light" || theme === "dark" ? theme : "system";
}

export default async function Layout({ children }: { children: ReactNode }) {
  const [locale, theme, user, t] = await Promise.all([
    getLocale(),
    currentTheme(),
    currentUser(),
    getTranslations("common"),
  ]);
  preloadFonts(locale);
  return (
    <html lang={locale} data-theme={theme}>
      <body className="flex flex-col">
        <Header user={user} theme={theme} chooseLocale={chooseLocale} chooseTheme={chooseTheme} signOut={signOut} />
        <OfflineBanner text={t("offline")} />
        <main id="main" tabIndex={-1} className="page min-h-[calc(100dvh-4.0625rem)] grow outline-none">
          {children}
        </main>
        <Footer demo={process.env.JARI_DEMO === "1"} />
      </body>
    </html>
  );
}
