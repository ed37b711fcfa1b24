import { useTranslations } from "next-intl";
import { LinkButton, PageTitle } from "@/components/ui";

/** 404, for both root layouts. */
export function NotFound() {
  const t = useTranslations("common.notFound");
  return (
    <>
      <PageTitle lead={t("text")}>{t("title")}</PageTitle>
      <LinkButton look="signal" href="/">
        {t("action")}
      </LinkButton>
    </>
  );
}
