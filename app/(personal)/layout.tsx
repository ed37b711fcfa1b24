import "@fontsource-variable/noto-sans-kr/index.css";
import "../globals.css";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { currentUser } from "@/app/_lib/current-user";
import { Site, siteViewport } from "@/app/_lib/site";

export { siteMetadata as generateMetadata } from "@/app/_lib/site";

export const dynamic = "force-dynamic";

export const viewport = siteViewport;

async function currentTheme() {
  const theme = (await cookies()).get("theme")?.value;
  return theme === "light" || theme === "dark" ? theme : "system";
}

/** Pages that are rendered for their visitor: the admin's, and every other one where no script runs. */
export default async function PersonalLayout({ children }: { children: ReactNode }) {
  const [theme, user] = await Promise.all([currentTheme(), currentUser()]);
  return (
    <Site user={user} theme={theme}>
      {children}
    </Site>
  );
}
