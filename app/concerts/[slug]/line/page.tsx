import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { holdMinutes } from "@/app/_lib/hold-minutes";
import { requireUserPage } from "@/app/_lib/require-user";
import { PosterCrop } from "@/components/posters";
import type { EndReason } from "@/components/queue/ended-view";
import { WaitingRoom } from "@/components/queue/waiting-room";
import { Link } from "@/components/ui/link";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { concertBySlug } from "@/lib/concerts";
import { env } from "@/lib/core/env";
import { wasExpelled } from "../queue-access";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ ended?: string }> };

const REASONS: readonly EndReason[] = ["time", "lapsed", "released"];

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("queue");
  const concert = await concertBySlug((await params).slug);
  return { title: concert ? t("of", { name: concert.name }) : t("title"), robots: { index: false } };
}

/** With `?ended=` the fan's session has ended: the page says why and does not join by itself. */
export default async function LinePage({ params, searchParams }: Props) {
  const [{ slug }, { ended }] = await Promise.all([params, searchParams]);
  const user = await requireUserPage(`/concerts/${slug}/line`);
  const concert = await concertBySlug(slug);
  if (!concert) notFound();
  const t = await getTranslations("queue");
  const { name, host, schedules } = concert;
  const text = {
    slug,
    name,
    host,
    dates: schedules.map(({ startsAt }) => startsAt),
    venue: schedules[0]?.venue ?? "",
  };
  const now = new Date();
  const reason = REASONS.find((reason) => reason === ended);
  const arrival =
    now < new Date(concert.salesOpenAt)
      ? "notOpen"
      : now > new Date(concert.salesCloseAt)
        ? "closed"
        : reason
          ? "over"
          : (await wasExpelled(concert.id, user.id))
            ? "expelled"
            : "joining";
  return (
    <MessagesProvider namespaces={["queue"]}>
      <WaitingRoom
        concert={concert}
        arrival={arrival}
        ended={reason ?? "time"}
        serverNow={now.toISOString()}
        chooseMinutes={Math.round(env().SESSION_SECONDS / 60)}
        holdMinutes={holdMinutes()}
      >
        <header className="flex items-center gap-4">
          <PosterCrop text={text} className="size-16 flex-none rounded" />
          <div>
            <h1 className="text-xl">
              <Link href={`/concerts/${slug}`} className="rounded hover:underline">
                {name}
              </Link>
            </h1>
            <p className="text-soft text-sm">{host}</p>
          </div>
        </header>
        {concert.demoCrowd && <p className="border-warn border-l-4 pl-3 text-sm text-warn">{t("demoCrowd")}</p>}
      </WaitingRoom>
    </MessagesProvider>
  );
}
