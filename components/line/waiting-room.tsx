"use client";

import "./sign.css";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { LinkButton } from "../ui/button";
import { classes } from "../ui/classes";
import { Notice } from "../ui/notice";
import { Announcer } from "./announcer";
import { Arriving } from "./arriving";
import { type Ended, Ending } from "./ending";
import { GiveUp } from "./give-up";
import { Sign } from "./sign";
import type { Phase } from "./state";
import { Steps } from "./steps";
import { TroubleNotice } from "./trouble-notice";
import { useLine } from "./use-line";
import { useOpening } from "./use-opening";
import { useProgress } from "./use-progress";
import { useTabTitle } from "./use-tab-title";

type Props = {
  concert: { id: string; slug: string; name: string; salesOpenAt: string; salesCloseAt: string };
  arrival: Phase;
  ended: Ended;
  serverNow: string;
  chooseMinutes: number;
  holdMinutes: number;
  children: ReactNode;
};

/** The waiting room of a concert. `children` stand above the sign: whose line this is. */
export function WaitingRoom({ concert, arrival, ended, serverNow, chooseMinutes, holdMinutes, children }: Props) {
  const t = useTranslations("line");
  const router = useRouter();
  const { phase, ticket, paused, trouble, join, leave, rest, resume } = useLine(concert.id, arrival);
  const reached = useProgress(concert.id, ticket);
  const seats = `/concerts/${concert.slug}/seats`;
  useTabTitle(phase, ticket, concert.name);
  useOpening(phase === "notOpen", concert.salesOpenAt, serverNow, join);
  useEffect(() => {
    if (phase === "admitted") router.replace(seats);
    if (phase === "signedOut") router.replace(`/signin?next=${encodeURIComponent(`/concerts/${concert.slug}/line`)}`);
  }, [phase, router, seats, concert.slug]);

  const waiting = phase === "waiting" && ticket;
  const arriving = phase === "joining" || phase === "signedOut";
  return (
    <div className="grid gap-10 pb-8 lg:grid-cols-[3fr_2fr]">
      <section
        aria-label={t("sign")}
        className={classes(
          "-mx-[clamp(1rem,4vw,2.5rem)] sign grid content-start gap-8 bg-hall px-[clamp(1rem,4vw,2.5rem)] py-8 text-ink sm:mx-0",
          waiting || arriving ? "lg:min-h-[34rem]" : "lg:col-span-2",
        )}
      >
        {children}
        {waiting && <Sign ticket={ticket} reached={reached} paused={paused} />}
        {arriving && <Arriving />}
        {phase === "admitted" && (
          <div role="status" className="grid justify-items-start gap-4">
            <p className="sign-step font-black text-3xl text-signal-text">{t("admitted.title")}</p>
            <p className="text-lg">{t("admitted.text", { minutes: chooseMinutes })}</p>
            <LinkButton look="signal" href={seats} replace>
              {t("admitted.action")}
            </LinkButton>
          </div>
        )}
        {!waiting && !arriving && phase !== "admitted" && (
          <Ending phase={phase} ended={ended} concert={concert} holdMinutes={holdMinutes} onJoin={join} />
        )}
        {trouble && <TroubleNotice trouble={trouble} />}
        {waiting && paused && !trouble && <Notice role="status">{t("paused")}</Notice>}
      </section>
      <div className="grid content-start gap-8 lg:pt-8">
        {(waiting || arriving) && (
          <Steps kept={Boolean(waiting)} chooseMinutes={chooseMinutes} holdMinutes={holdMinutes} />
        )}
        {waiting && (
          <GiveUp
            concertId={concert.id}
            position={ticket.position}
            onLeaving={rest}
            onStaying={resume}
            onLeft={leave}
          />
        )}
      </div>
      {waiting && <Announcer ticket={ticket} offline={trouble?.kind === "offline"} />}
    </div>
  );
}
