import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requireAdminPage } from "@/app/_lib/require-user";
import { ConcertRow } from "@/components/admin/concerts/concert-row";
import { EmptyState, LinkButton, PageTitle } from "@/components/ui";
import { concertsForAdmin } from "@/lib/concerts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.list"))("title") };
}

export default async function AdminPage() {
  const admin = await requireAdminPage("/admin");
  const [t, concerts] = await Promise.all([getTranslations("admin.list"), concertsForAdmin(admin)]);
  const create = (
    <LinkButton look="signal" href="/admin/concerts/new">
      {t("new")}
    </LinkButton>
  );
  const none = concerts.length === 0;
  return (
    <>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <div className="mb-6 flex flex-wrap gap-3">
        {!none && create}
        <LinkButton href="/admin/outbox">{t("events")}</LinkButton>
        <LinkButton href="/admin/audit">{t("books")}</LinkButton>
      </div>
      {none ? (
        <EmptyState title={t("empty.title")} action={create}>
          {t("empty.text")}
        </EmptyState>
      ) : (
        <ul aria-label={t("label")} className="border-line border-b">
          {concerts.map((concert) => (
            <ConcertRow key={concert.id} concert={concert} />
          ))}
        </ul>
      )}
    </>
  );
}
