"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import type { FormAction } from "../form-action";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import type { EndReason } from "./ended-view";
import type { Ticket } from "./poll-result";
import { useEtaText } from "./use-eta-text";

export type PlainPhase = "notOpen" | "closed" | "over" | "expelled" | "joining" | "waiting";
type Props = {
  concert: { id: string; slug: string };
  phase: PlainPhase;
  ended: EndReason;
  ticket: Pick<Ticket, "number" | "position" | "etaSeconds"> | null;
  /** When sales open, or closed. */
  at: string;
  holdMinutes: number;
  join: FormAction;
};

function Place({ ticket }: { ticket: NonNullable<Props["ticket"]> }) {
  const t = useTranslations("queue");
  const eta = useEtaText(ticket.etaSeconds);
  return (
    <>
      <p className="font-black text-3xl">{t("number", { number: ticket.number })}</p>
      <p className="text-lg">{t("say.position", { position: ticket.position, eta })}</p>
      <p className="text-soft">
        {t("kept")} {t("updates")}
      </p>
    </>
  );
}

/** The waiting room as text and one form, where no script runs. */
export function PlainLine({ concert, phase, ended, ticket, at, holdMinutes, join }: Props) {
  const t = useTranslations("queue");
  const [failure, submit] = useActionState(join, null);
  if (ticket) return <Place ticket={ticket} />;
  const mayJoin = phase !== "notOpen" && phase !== "closed";
  return (
    <>
      {phase === "over" && (
        <p>
          {t(`over.${ended}`, { minutes: holdMinutes })} {t("over.next")}
        </p>
      )}
      {phase !== "over" && phase !== "joining" && phase !== "waiting" && <p>{t(`${phase}.text`, { at })}</p>}
      {failure && (
        <Notice tone="bad" role="alert">
          {t("failed.text", { at })}
        </Notice>
      )}
      {mayJoin && (
        <form action={submit}>
          <input type="hidden" name="concertId" value={concert.id} />
          <input type="hidden" name="slug" value={concert.slug} />
          <Button type="submit" look="signal" size="large">
            {t(phase === "joining" ? "join" : "rejoin")}
          </Button>
        </form>
      )}
    </>
  );
}
