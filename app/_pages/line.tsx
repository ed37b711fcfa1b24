import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PosterCrop } from "@/components/posters";
import { Arrival } from "@/components/queue/arrival";
import { Link } from "@/components/ui/link";
import { MessagesProvider } from "@/components/ui/messages-provider";
import { concertBySlug } from "@/lib/concerts";
import { env } from "@/lib/core/env";
import { holdMinutes } from "../_lib/hold-minutes";

type Params = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations("queue"), params]);
  const concert = await concertBySlug(slug);
  return { title: concert ? t("of", { name: concert.name }) : t("title"), robots: { index: false } };
}

/** The waiting room. Its script finds out who arrives and when. */
export async function LineShell({ params }: Params) {
  const { slug } = await params;
  const [concert, t] = await Promise.all([concertBySlug(slug), getTranslations("queue")]);
  if (!concert) notFound();
  const { id, name, host, schedules, salesOpenAt, salesCloseAt } = concert;
  const text = {
    slug,
    name,
    host,
    dates: schedules.map(({ startsAt }) => startsAt),
    venue: schedules[0]?.venue ?? "",
  };
  return (
    <MessagesProvider namespaces={["queue"]}>
      <Arrival
        concert={{ id, slug, name, salesOpenAt, salesCloseAt }}
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
      </Arrival>
    </MessagesProvider>
  );
}
