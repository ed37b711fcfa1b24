import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requireAdminPage } from "@/app/_lib/require-user";
import { AuditReport } from "@/components/admin/audit/report";
import { RunAuditButton } from "@/components/admin/audit/run-audit-button";
import { LinkButton, Notice, PageTitle } from "@/components/ui";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { CHECKS, latestReports } from "@/lib/audit";

const MAX_REPORTS = 30; // a month of nights

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

export default async function AuditPage() {
  await requireAdminPage("/admin/audit");
  const t = await getTranslations("audit");
  const recent = await latestReports(MAX_REPORTS).catch(() => null);
  const [last, ...earlier] = recent ?? [];
  return (
    <>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <LinkButton look="quiet" href="/admin">
        {t("back")}
      </LinkButton>
      <div className="mt-6 mb-10 grid gap-6">
        <MessagesProvider namespaces={["audit"]}>
          <RunAuditButton />
        </MessagesProvider>
        {!recent && <Notice tone="warn">{t("unknown")}</Notice>}
        {recent && !last && <p className="text-soft">{t("never")}</p>}
        {last && <AuditReport last={last} earlier={earlier} checks={CHECKS.map(({ name }) => name)} />}
      </div>
    </>
  );
}
