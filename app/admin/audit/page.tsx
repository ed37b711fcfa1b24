import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditNow } from "@/components/audit/audit-now";
import { AuditReport } from "@/components/audit/report";
import { LinkButton, Notice, PageTitle } from "@/components/ui";
import { Words } from "@/components/ui/words";
import { CHECKS, reports } from "@/lib/audit";
import { AdminsOnly, adminAt } from "../guard";

const SHOWN = 30; // a month of nights

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

export default async function AuditPage() {
  const admin = await adminAt("/admin/audit");
  if (!admin) return <AdminsOnly />;
  const t = await getTranslations("audit");
  const known = await reports(SHOWN).catch(() => null);
  const [last, ...earlier] = known ?? [];
  return (
    <>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <LinkButton look="quiet" href="/admin">
        {t("back")}
      </LinkButton>
      <div className="mt-6 mb-10 grid gap-6">
        <Words of={["audit"]}>
          <AuditNow />
        </Words>
        {!known && <Notice tone="warn">{t("unknown")}</Notice>}
        {known && !last && <p className="text-soft">{t("never")}</p>}
        {last && <AuditReport last={last} earlier={earlier} checks={CHECKS.map(({ name }) => name)} />}
      </div>
    </>
  );
}
