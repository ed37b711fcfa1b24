import { useTranslations } from "next-intl";
import { LinkButton, PageTitle } from "@/components/ui";

/** 401: the session ended while a server action ran. Pages redirect to sign in instead. */
export default function Unauthorized() {
  const t = useTranslations("common.unauthorized");
  return (
    <>
      <PageTitle lead={t("text")}>{t("title")}</PageTitle>
      <LinkButton look="signal" href="/signin">
        {t("action")}
      </LinkButton>
    </>
  );
}
