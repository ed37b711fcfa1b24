"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { SessionEndReason } from "@/lib/booking";
import { Button, LinkButton } from "../ui/button";
import { formatDateTime } from "../ui/format-date-time";
import type { Phase } from "./state";

export type EndReason = Exclude<SessionEndReason, "paid">;
type Props = {
  phase: Phase;
  ended: EndReason;
  concert: { slug: string; salesOpenAt: string; salesCloseAt: string };
  holdMinutes: number;
  onJoin: () => void;
};

/** Shown without a place in the queue: why, what is safe, and the one thing to do next. */
export function EndedView({ phase, ended, concert, holdMinutes, onJoin }: Props) {
  const t = useTranslations("queue");
  const locale = useLocale();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const at = formatDateTime(phase === "notOpen" ? concert.salesOpenAt : concert.salesCloseAt, locale);
  const rejoins = phase === "over" || phase === "left" || phase === "expelled";
  const key = phase === "notOpen" || phase === "closed" || phase === "left" || phase === "expelled" ? phase : "failed";
  return (
    <div className="grid justify-items-start gap-4">
      <h2 ref={heading} tabIndex={-1} className="text-2xl outline-none">
        {phase === "over" ? t("over.title") : t(`${key}.title`)}
      </h2>
      <p className="max-w-prose text-soft">
        {phase === "over"
          ? `${t(`over.${ended}`, { minutes: holdMinutes })} ${t("over.next")}`
          : t(`${key}.text`, { at })}
      </p>
      {rejoins ? (
        <Button look="signal" size="large" onClick={onJoin}>
          {t("rejoin")}
        </Button>
      ) : (
        <LinkButton href={phase === "notOpen" ? `/concerts/${concert.slug}` : "/"}>
          {t(`${key === "left" || key === "expelled" ? "failed" : key}.action`)}
        </LinkButton>
      )}
    </div>
  );
}
