import { useTranslations } from "next-intl";
import { LinkButton, PageTitle } from "@/components/ui";

export default function NotFound() {
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
