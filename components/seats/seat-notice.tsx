"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { LinkButton } from "../ui/button";
import { Notice } from "../ui/notice";
import type { HoldError } from "./use-hold";
import { useSeatName } from "./use-seat-name";
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
  checkout: string;
};

function useNotice({ notice, left, limit, holds, trouble, holdError }: Omit<Props, "checkout">): {
  tone: ComponentProps<typeof Notice>["tone"];
  text: string;
} | null {
  const t = useTranslations("seats");
  const nameOf = useSeatName();
  if (holdError) return { tone: "bad", text: t(holdError) };
  if (trouble?.kind === "busy") return { tone: "warn", text: t("busy", { seconds: trouble.seconds }) };
  if (trouble) return { tone: "warn", text: t("offline") };
  if (notice?.kind === "full") return { tone: "warn", text: t("full", { limit }) };
  if (!notice) return null;
  const seats = notice.seats.map(nameOf).join(", ");
  if (left > 0) return { tone: "bad", text: t("gone", { seats }) };
  return { tone: "bad", text: t(holds ? "goneHeld" : "goneAll", { seats }) };
}

/** The one sentence that matters most now: a failed hold, a lost connection, a seat that was taken, a limit. */
export function SeatNotice({ checkout, ...props }: Props) {
  const t = useTranslations("seats");
  const notice = useNotice(props);
  return (
    <div role="status">
      {notice && (
        <Notice
          tone={notice.tone}
          action={
            props.holdError === "frozen" && (
              <LinkButton size="small" href={checkout}>
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
