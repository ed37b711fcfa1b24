"use client";

import { useTranslations } from "next-intl";
import { LinkButton } from "../ui/button";
import { Notice } from "../ui/notice";
import type { HoldError } from "./use-hold";
import { useSeatName } from "./use-seat-name";
import type { SeatsTrouble } from "./use-seats";
import type { SelectionNotice } from "./use-selection";

type Props = {
  news: SelectionNotice;
  left: number;
  limit: number;
  holds: boolean;
  trouble: SeatsTrouble;
  refused: HoldError | null;
  checkout: string;
};

/** The one sentence that matters most right now: a seat that went, a limit, a refusal, a lost connection. */
export function SeatNotice({ news, left, limit, holds, trouble, refused, checkout }: Props) {
  const t = useTranslations("seats");
  const nameOf = useSeatName();
  const seats = news?.kind === "gone" ? news.seats.map(nameOf).join(", ") : "";
  const [tone, words] = refused
    ? (["bad", t(refused)] as const)
    : trouble?.kind === "busy"
      ? (["warn", t("busy", { seconds: trouble.seconds })] as const)
      : trouble
        ? (["warn", t("offline")] as const)
        : news?.kind === "gone"
          ? (["bad", left > 0 ? t("gone", { seats }) : t(holds ? "goneHeld" : "goneAll", { seats })] as const)
          : news
            ? (["warn", t("full", { limit })] as const)
            : (["plain", ""] as const);
  return (
    <div role="status">
      {words && (
        <Notice
          tone={tone}
          action={
            refused === "frozen" && (
              <LinkButton size="small" href={checkout}>
                {t("checkout")}
              </LinkButton>
            )
          }
        >
          {words}
        </Notice>
      )}
    </div>
  );
}
