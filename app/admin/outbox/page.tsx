import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OutboxBoard } from "@/components/outbox/board";
import { LinkButton, PageTitle } from "@/components/ui";
import { Words } from "@/components/ui/words";
import { AdminsOnly, adminAt } from "../guard";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("outbox"))("title") };
}

export default async function OutboxPage() {
  const admin = await adminAt("/admin/outbox");
  if (!admin) return <AdminsOnly />;
  const t = await getTranslations("outbox");
  return (
    <>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <LinkButton look="quiet" href="/admin">
        {t("back")}
      </LinkButton>
      <Words of={["outbox"]}>
        <OutboxBoard />
      </Words>
    </>
  );
}
