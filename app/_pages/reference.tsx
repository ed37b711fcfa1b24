import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Reference } from "@/components/reference/reference";
import { PageTitle } from "@/components/ui/page-title";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reference");
  return { title: t("title"), description: t("lead") };
}

/** Every endpoint, for whoever writes a program. */
export async function ReferencePage() {
  const t = await getTranslations("reference");
  const labels = { example: t("example"), answers: t("answers"), loading: t("loading"), failed: t("failed") };
  return (
    <>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <p className="mb-8">
        <a href="/api/openapi.json" className="underline underline-offset-4">
          {t("document")}
        </a>
      </p>
      <h2 className="mb-2 text-xl">{t("endpoints")}</h2>
      <Reference labels={labels} />
    </>
  );
}
