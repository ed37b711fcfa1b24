"use client";

import { useTranslations } from "next-intl";
import { Confirm } from "../ui/confirm";
import type { ReleaseAction } from "./types";

type Props = { reservationIds: string[]; release: ReleaseAction; disabled: boolean; onReleased: () => void };

/** Releases every held seat, after saying that the fan's session ends with it. */
export function ReleaseSeats({ reservationIds, release, disabled, onReleased }: Props) {
  const t = useTranslations("checkout");
  async function releaseAll() {
    const result = await release(reservationIds).catch(() => null);
    return result?.ok ? null : t("offlineRelease");
  }
  return (
    <Confirm
      open={t("release.ask")}
      title={t("release.title")}
      text={t("release.text", { count: reservationIds.length })}
      confirm={t("release.yes")}
      confirming={t("release.busy")}
      cancel={t("release.no")}
      look="quiet"
      disabled={disabled}
      action={releaseAll}
      onDone={onReleased}
    />
  );
}
