"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ApiResult } from "@/lib/api/framework/invoke";
import { LinkButton } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { formatMinutes } from "../ui/countdown";
import { useCountdown } from "../ui/use-countdown";
import { errorKey } from "./error-key";

export type ReleaseSeat = (reservationId: string) => Promise<ApiResult<unknown>>;
type Props = {
  id: string;
  checkout: string;
  expiresAt: string;
  serverNow: string;
  release: ReleaseSeat;
  first: boolean;
};

/** A held, unpaid seat: its countdown, the way to checkout (loud only once on the page), and releasing it. */
export function HeldSeatActions({ id, checkout, expiresAt, serverNow, release, first }: Props) {
  const t = useTranslations("tickets");
  const router = useRouter();
  const refresh = () => router.refresh();
  const { left, announced } = useCountdown(expiresAt, serverNow, refresh);
  return (
    <>
      <p className="text-sm">
        {t("heldFor")} <strong className="figures">{formatMinutes(left)}</strong>
        <span role="status" className="hidden-visually">
          {announced ? t("clockSaid", { seconds: announced }) : ""}
        </span>
      </p>
      <div className="flex flex-wrap items-start gap-2">
        <LinkButton look={first ? "signal" : "outline"} size="small" href={checkout}>
          {t("pay")}
        </LinkButton>
        <Confirm
          open={t("release.ask")}
          title={t("release.title")}
          text={t("release.text")}
          confirm={t("release.yes")}
          cancel={t("release.no")}
          size="small"
          action={async () => {
            const key = errorKey(await release(id).catch(() => "unknown" as const));
            return key && t(key);
          }}
          onDone={refresh}
        />
      </div>
    </>
  );
}
