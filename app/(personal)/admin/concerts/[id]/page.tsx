import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { requireAdminPage } from "@/app/_lib/require-user";
import { ConcertForm } from "@/components/admin/concerts/concert-form";
import { AuditHistory } from "@/components/admin/concerts/history";
import { SaleStateBadge } from "@/components/admin/concerts/sale-state-badge";
import { SeatBar } from "@/components/admin/concerts/seat-bar";
import { QueuePanel } from "@/components/admin/queue/queue-panel";
import { RehearsalPanel } from "@/components/admin/rehearsal/rehearsal-panel";
import { Notice, PageTitle } from "@/components/ui";
import { Link } from "@/components/ui/link";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { concertAuditLog, concertById, concertForEdit, type EditableConcert } from "@/lib/concerts";
import { AppError } from "@/lib/core/errors";
import { admitNow, editConcert, expelPlace, setDemoCrowd, updateQueueSettings } from "../../actions";
import { toForm } from "../../to-form";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ created?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const concert = await concertById((await params).id);
  return { title: concert?.name ?? (await getTranslations("admin"))("title") };
}

export default async function EditConcertPage({ params, searchParams }: Props) {
  const [{ id }, { created }] = await Promise.all([params, searchParams]);
  const admin = await requireAdminPage(`/admin/concerts/${id}`);
  const [t, concert, history] = await Promise.all([
    getTranslations("admin"),
    concertForEdit(id, admin).catch(notFoundIfMissing),
    concertAuditLog(id, admin),
  ]);
  const link = "underline underline-offset-4 text-sm font-medium inline-flex min-h-11 items-center";
  return (
    <>
      <PageTitle lead={t("edit.lead")}>{concert.name}</PageTitle>
      {created !== undefined && (
        <Notice tone="good" role="status" className="mb-6">
          {t("edit.created")}
        </Notice>
      )}
      <div className="mb-8 flex flex-wrap items-center gap-x-6 gap-y-1">
        <SaleStateBadge state={concert.state} seats={concert.total} />
        <SeatBar seats={concert.total} className="min-w-60 grow sm:max-w-md" />
        <Link href={`/concerts/${concert.slug}`} className={link}>
          {t("edit.view")}
        </Link>
        <Link href="/admin" className={link}>
          {t("edit.back")}
        </Link>
      </div>
      <MessagesProvider namespaces={["admin", "adminQueue"]}>
        <QueuePanel
          settings={{ ...concert, paused: concert.queuePaused }}
          updateSettings={updateQueueSettings.bind(null, id)}
          admit={admitNow.bind(null, id)}
          expel={expelPlace.bind(null, id)}
          setDemoCrowd={setDemoCrowd.bind(null, id)}
        />
        <ConcertForm existing={toForm(concert)} save={editConcert.bind(null, id)} />
      </MessagesProvider>
      <MessagesProvider namespaces={["rehearsal", "common"]}>
        <RehearsalPanel concertId={id} seats={nextDateSeats(concert)} />
      </MessagesProvider>
      <AuditHistory lines={history} />
    </>
  );
}

/** The seats of the date that a rehearsal copies: the next, or the first when all are over. */
function nextDateSeats({ schedules }: EditableConcert): number {
  const now = new Date().toISOString();
  const next = schedules.find(({ startsAt }) => startsAt > now) ?? schedules[0];
  return Math.max(1, next?.seatsTotal ?? 1);
}

function notFoundIfMissing(error: unknown): never {
  if (error instanceof AppError && error.code === "CONCERT_NOT_FOUND") notFound();
  throw error;
}
