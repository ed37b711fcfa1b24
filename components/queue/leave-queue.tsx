"use client";

import { useTranslations } from "next-intl";
import { fetchApi } from "../api";
import { Confirm } from "../ui/confirm";

type Props = { concertId: string; position: number; onLeaving: () => void; onFailed: () => void; onLeft: () => void };

/** Leaves the queue, after saying what that costs. The place must not be polled from `onLeaving` until `onFailed`. */
export function LeaveQueue({ concertId, position, onLeaving, onFailed, onLeft }: Props) {
  const t = useTranslations("queue.leave");
  async function leave() {
    onLeaving();
    const response = await fetchApi(`/api/queue?concertId=${encodeURIComponent(concertId)}`, { method: "DELETE" });
    if (response.ok) return null;
    onFailed();
    return t("failed");
  }
  return (
    <Confirm
      open={t("ask")}
      title={t("title")}
      text={t("text", { position })}
      confirm={t("yes")}
      cancel={t("no")}
      look="quiet"
      action={leave}
      onDone={onLeft}
    />
  );
}
