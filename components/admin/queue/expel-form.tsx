"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button, Field } from "../../ui";
import { ActionResult } from "./action-result";
import { PlaceCard } from "./place-card";
import type { Expulsion, QueueActions } from "./types";
import { usePlaceSearch } from "./use-place-search";
import { useServerAction } from "./use-server-action";

type Props = { concertId: string; putOut: QueueActions["putOut"]; look: () => void };

/** Finds one fan in the line and puts them out, with a reason. */
export function ExpelForm({ concertId, putOut, look }: Props) {
  const t = useTranslations("adminQueue.putOut");
  const [typed, setTyped] = useState("");
  const { found, search, forget } = usePlaceSearch(concertId);
  const { outcome, busy, doing, forget: forgetOutcome } = useServerAction<Expulsion>(look);

  function find(event: FormEvent) {
    event.preventDefault();
    forgetOutcome();
    if (typed.trim()) void search(typed);
  }

  return (
    <section aria-labelledby="put-out" className="grid content-start gap-3">
      <h3 id="put-out">{t("title")}</h3>
      <p className="text-soft text-sm">{t("lead")}</p>
      <form noValidate onSubmit={find} className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3">
        <Field
          name="adminQueue.who"
          label={t("who")}
          autoComplete="off"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button type="submit" disabled={busy || found.kind === "searching"} className="mt-7">
          {t("find")}
        </Button>
      </form>
      {found.kind === "found" && (
        <PlaceCard
          key={found.place.number}
          place={found.place}
          busy={busy}
          onPutOut={(reason) => doing(() => putOut(found.place.number, reason), forget)}
          onKeep={forget}
        />
      )}
      <p role="status" className="text-sm empty:hidden">
        {found.kind === "nobody" && t("nobody")}
        {found.kind === "unknown" && t("unknown")}
      </p>
      <ActionResult outcome={outcome} done={({ number, released }) => t("done", { number, released })} />
    </section>
  );
}
