import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConcertForm } from "@/components/admin/concert-form";
import { PageTitle } from "@/components/ui";
import { Words } from "@/components/ui/words";
import { createConcert } from "../../actions";
import { AdminsOnly, adminAt } from "../../guard";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.new"))("title") };
}

export default async function NewConcertPage() {
  if (!(await adminAt("/admin/concerts/new"))) return <AdminsOnly />;
  const t = await getTranslations("admin.new");
  return (
    <>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <Words of={["admin"]}>
        <ConcertForm existing={null} now={new Date().toISOString()} save={createConcert} />
      </Words>
    </>
  );
}
