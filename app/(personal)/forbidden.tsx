import { getTranslations } from "next-intl/server";
import { currentUser } from "@/app/_lib/current-user";
import { LinkButton, PageTitle } from "@/components/ui";

/** 403: a fan on a page for admins. */
export default async function Forbidden() {
  const [t, user] = await Promise.all([getTranslations("common.forbidden"), currentUser()]);
  return (
    <>
      <PageTitle lead={t("text", { name: user?.name ?? "" })}>{t("title")}</PageTitle>
      <LinkButton href="/">{t("action")}</LinkButton>
    </>
  );
}
