"use client";

import { useTranslations } from "next-intl";
import { LinkButton } from "../ui/button";
import { Notice } from "../ui/notice";
import { seatName } from "./seat-name";
import type { HoldError } from "./use-hold";
import type { SeatsTrouble } from "./use-seats";
import type { SelectionNotice } from "./use-selection";

type Props = {
  notice: SelectionNotice;
  /** How many seats are still selected. */
  left: number;
  limit: number;
  holds: boolean;
  trouble: SeatsTrouble;
  holdError: HoldError | null;
  /** Until the fan may hold again, with `cooldown`. */
  cooldownMinutes: number;
  /** Until the hold is tried again. */
  retrySeconds: number | null;
  checkout: string;
};

type Translate = ReturnType<typeof useTranslations<"seats">>;

function noticeOf(
  t: Translate,
  { notice, left, limit, holds, trouble, holdError, cooldownMinutes, retrySeconds }: Props,
) {
  if (retrySeconds !== null) return { tone: "warn", text: t("holdRetrying", { seconds: retrySeconds }) } as const;
  if (holdError === "cooldown") return { tone: "warn", text: t("cooldown", { minutes: cooldownMinutes }) } as const;
  if (holdError) return { tone: "bad", text: t(holdError) } as const;
  if (trouble) return { tone: "warn", text: trouble.kind === "busy" ? t("busy", trouble) : t("offline") } as const;
  if (!notice) return null;
  if (notice.kind === "full") return { tone: "warn", text: t("full", { limit }) } as const;
  const seats = notice.seats.map((seat) => seatName(t, seat)).join(", ");
  return { tone: "bad", text: t(left > 0 ? "gone" : holds ? "goneHeld" : "goneAll", { seats }) } as const;
}

/** The one sentence that matters most now: a failed hold, a lost connection, a seat that was taken, a limit. */
export function SeatNotice(props: Props) {
  const t = useTranslations("seats");
  const notice = noticeOf(t, props);
  return (
    <div role="status">
      {notice && (
        <Notice
          tone={notice.tone}
          action={
            props.holdError === "frozen" && (
              <LinkButton size="small" href={props.checkout}>
                {t("checkout")}
              </LinkButton>
            )
          }
        >
          {notice.text}
        </Notice>
      )}
    </div>
  );
}
