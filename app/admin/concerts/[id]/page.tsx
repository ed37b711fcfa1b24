import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ConcertForm } from "@/components/admin/concert-form";
import { History } from "@/components/admin/history";
import { SeatBar } from "@/components/admin/seat-bar";
import { StateWord } from "@/components/admin/state-word";
import { Tap } from "@/components/tap/tap";
import { Notice, PageTitle } from "@/components/ui";
import { Words } from "@/components/ui/words";
import { auditOf, concertById, concertForEdit } from "@/lib/catalogue";
import { Refusal } from "@/lib/core/errors";
import { editConcert, letIn, putOut, steerQueue, switchCrowd } from "../../actions";
import { formOf } from "../../form-of";
import { AdminsOnly, adminAt } from "../../guard";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ created?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const concert = await concertById((await params).id);
  return { title: concert?.name ?? (await getTranslations("admin"))("title") };
}

export default async function EditConcertPage({ params, searchParams }: Props) {
  const [{ id }, { created }] = await Promise.all([params, searchParams]);
  const admin = await adminAt(`/admin/concerts/${id}`);
  if (!admin) return <AdminsOnly />;
  const [t, concert, history] = await Promise.all([
    getTranslations("admin"),
    concertForEdit(id, admin).catch(notThere),
    auditOf(id, admin),
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
        <StateWord state={concert.state} seats={concert.total} />
        <SeatBar seats={concert.total} className="min-w-60 grow sm:max-w-md" />
        <Link href={`/concerts/${concert.slug}`} className={link}>
          {t("edit.view")}
        </Link>
        <Link href="/admin" className={link}>
          {t("edit.back")}
        </Link>
      </div>
      <Words of={["admin", "tap"]}>
        <Tap
          settings={{ ...concert, paused: concert.queuePaused }}
          steer={steerQueue.bind(null, id)}
          letIn={letIn.bind(null, id)}
          putOut={putOut.bind(null, id)}
          switchCrowd={switchCrowd.bind(null, id)}
        />
        <ConcertForm existing={formOf(concert)} save={editConcert.bind(null, id)} />
      </Words>
      <History lines={history} />
    </>
  );
}

function notThere(error: unknown): never {
  if (error instanceof Refusal && error.code === "CONCERT_NOT_FOUND") notFound();
  throw error;
}
