"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect } from "react";
import { LinkButton } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { formatCountdown } from "../ui/countdown";
import { useCountdown } from "../ui/use-countdown";

export type ReleaseSeat = (reservationId: string) => Promise<{ ok: true } | { ok: false; code: string }>;
type Props = {
  id: string;
  checkout: string;
  expiresAt: string;
  serverNow: string;
  release: ReleaseSeat;
  first: boolean;
};

/** A seat held and not paid: its clock, the way to checkout (loud only once on the page), and giving it back. */
export function HeldSeatActions({ id, checkout, expiresAt, serverNow, release, first }: Props) {
  const t = useTranslations("tickets");
  const router = useRouter();
  const refresh = useCallback(() => router.refresh(), [router]);
  const { left, mark } = useCountdown(expiresAt, serverNow);
  useEffect(() => {
    if (left === 0) refresh();
  }, [left, refresh]);
  return (
    <>
      <p className="text-sm">
        {t("heldFor")} <strong className="figures">{formatCountdown(left)}</strong>
        <span role="status" className="hidden-visually">
          {mark ? t("clockSaid", { seconds: mark }) : ""}
        </span>
      </p>
      <div className="flex flex-wrap items-start gap-2">
        <LinkButton look={first ? "signal" : "outline"} size="small" href={checkout}>
          {t("pay")}
        </LinkButton>
        <Confirm
          ask={t("release.ask")}
          title={t("release.title")}
          text={t("release.text")}
          yes={t("release.yes")}
          busy={t("release.yes")}
          no={t("release.no")}
          act={() => release(id).catch(() => "unknown" as const)}
          onDone={refresh}
        />
      </div>
    </>
  );
}
