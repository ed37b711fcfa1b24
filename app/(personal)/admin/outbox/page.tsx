import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requireAdminPage } from "@/app/_lib/require-user";
import { OutboxBoard } from "@/components/admin/outbox/board";
import { LinkButton, PageTitle } from "@/components/ui";
import { MessagesProvider } from "@/components/ui/messages-provider";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("outbox"))("title") };
}

export default async function OutboxPage() {
  await requireAdminPage("/admin/outbox");
  const t = await getTranslations("outbox");
  return (
    <>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <LinkButton look="quiet" href="/admin">
        {t("back")}
      </LinkButton>
      <MessagesProvider namespaces={["outbox"]}>
        <OutboxBoard />
      </MessagesProvider>
    </>
  );
}
