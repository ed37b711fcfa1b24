"use client";

import "./position-board.css";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { LinkButton } from "../ui/button";
import { classNames } from "../ui/class-names";
import { Notice } from "../ui/notice";
import { ConnectionNotice } from "./connection-notice";
import { EndedView, type EndReason } from "./ended-view";
import { JoiningView } from "./joining-view";
import { LeaveQueue } from "./leave-queue";
import { LiveAnnouncer } from "./live-announcer";
import { NextSteps } from "./next-steps";
import { PositionBoard } from "./position-board";
import type { Phase } from "./state";
import { useJoinAtOpening } from "./use-join-at-opening";
import { useProgress } from "./use-progress";
import { useQueue } from "./use-queue";
import { useTabTitle } from "./use-tab-title";

type Props = {
  concert: { id: string; slug: string; name: string; salesOpenAt: string; salesCloseAt: string };
  arrival: Phase;
  ended: EndReason;
  serverNow: string;
  chooseMinutes: number;
  holdMinutes: number;
  /** The heading: which concert this is. */
  children: ReactNode;
};

/** The waiting room of a concert. */
export function WaitingRoom({ concert, arrival, ended, serverNow, chooseMinutes, holdMinutes, children }: Props) {
  const t = useTranslations("queue");
  const router = useRouter();
  const queue = useQueue(concert.id, arrival);
  const { phase, ticket, paused, trouble, join } = queue;
  const reached = useProgress(concert.id, ticket);
  const seats = `/concerts/${concert.slug}/seats`;
  useTabTitle(phase, ticket, concert.name);
  useJoinAtOpening(phase === "notOpen", concert.salesOpenAt, serverNow, join);
  useEffect(() => {
    if (phase === "admitted") router.replace(seats);
    if (phase === "signedOut") router.replace(`/signin?next=${encodeURIComponent(`/concerts/${concert.slug}/line`)}`);
  }, [phase, router, seats, concert.slug]);

  const waiting = phase === "waiting" && ticket;
  const joining = phase === "arriving" || phase === "joining" || phase === "signedOut";
  return (
    <div className="grid gap-10 pb-8 lg:grid-cols-[3fr_2fr]">
      <section
        aria-label={t("sign")}
        className={classNames(
          "-mx-[clamp(1rem,4vw,2.5rem)] position-board grid content-start gap-8 bg-hall px-[clamp(1rem,4vw,2.5rem)] py-8 text-ink sm:mx-0",
          waiting || joining ? "lg:min-h-[34rem]" : "lg:col-span-2",
        )}
      >
        {children}
        {waiting && <PositionBoard ticket={ticket} reached={reached} paused={paused} />}
        {joining && <JoiningView />}
        {phase === "admitted" && (
          <div role="status" className="grid justify-items-start gap-4">
            <p className="position-step font-black text-3xl text-signal-text">{t("admitted.title")}</p>
            <p className="text-lg">{t("admitted.text", { minutes: chooseMinutes })}</p>
            <LinkButton look="signal" href={seats} replace>
              {t("admitted.action")}
            </LinkButton>
          </div>
        )}
        {!waiting && !joining && phase !== "admitted" && (
          <EndedView phase={phase} ended={ended} concert={concert} holdMinutes={holdMinutes} onJoin={join} />
        )}
        {trouble && <ConnectionNotice trouble={trouble} />}
        {waiting && paused && !trouble && <Notice role="status">{t("paused")}</Notice>}
      </section>
      <div className="grid content-start gap-8 lg:pt-8">
        {(waiting || joining) && (
          <NextSteps hasPlace={Boolean(waiting)} chooseMinutes={chooseMinutes} holdMinutes={holdMinutes} />
        )}
        {waiting && (
          <LeaveQueue
            concertId={concert.id}
            position={ticket.position}
            onLeaving={queue.pausePolling}
            onFailed={queue.resumePolling}
            onLeft={queue.showLeft}
          />
        )}
      </div>
      {waiting && <LiveAnnouncer ticket={ticket} offline={trouble?.kind === "offline"} />}
    </div>
  );
}
