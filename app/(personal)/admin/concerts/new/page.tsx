import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requireAdminPage } from "@/app/_lib/require-user";
import { ConcertForm } from "@/components/admin/concerts/concert-form";
import { PageTitle } from "@/components/ui";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { createConcert } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.new"))("title") };
}

export default async function NewConcertPage() {
  await requireAdminPage("/admin/concerts/new");
  const t = await getTranslations("admin.new");
  return (
    <>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <MessagesProvider namespaces={["admin"]}>
        <ConcertForm existing={null} now={new Date().toISOString()} save={createConcert} />
      </MessagesProvider>
    </>
  );
}
