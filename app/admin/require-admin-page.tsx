import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LinkButton, PageTitle } from "@/components/ui";
import type { SessionUser } from "@/lib/auth/session-user";
import { currentUser } from "../_lib/current-user";

/** The admin who is looking, or null for a fan. Who is signed out goes to sign in and comes back to `path`. */
export async function requireAdminPage(path: string): Promise<SessionUser | null> {
  const visitor = await currentUser();
  if (!visitor) redirect(`/signin?next=${encodeURIComponent(path)}`);
  return visitor.role === "ADMIN" ? visitor : null;
}

/** What a fan sees where only admins may go. */
export async function AdminsOnly() {
  const [t, visitor] = await Promise.all([getTranslations("admin.only"), currentUser()]);
  return (
    <>
      <PageTitle lead={t("text", { name: visitor?.name ?? "" })}>{t("title")}</PageTitle>
      <LinkButton href="/">{t("action")}</LinkButton>
    </>
  );
}
