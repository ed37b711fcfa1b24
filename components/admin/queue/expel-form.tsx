"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { Expulsion } from "@/client/types";
import { Button, Field } from "../../ui";
import { ActionResult } from "./action-result";
import { PlaceCard } from "./place-card";
import type { QueueActions } from "./types";
import { usePlaceSearch } from "./use-place-search";
import { useServerAction } from "./use-server-action";

type Props = { concertId: string; expel: QueueActions["expel"]; refresh: () => void };

/** Finds one fan in the queue and expels them, with a reason. */
export function ExpelForm({ concertId, expel, refresh }: Props) {
  const t = useTranslations("adminQueue.expel");
  const [query, setQuery] = useState("");
  const { result, search, clear } = usePlaceSearch(concertId);
  const { state, pending, run, reset } = useServerAction<Expulsion>(refresh);

  function find(event: FormEvent) {
    event.preventDefault();
    reset();
    if (query.trim()) void search(query);
  }

  return (
    <section aria-labelledby="expel" className="grid content-start gap-3">
      <h3 id="expel">{t("title")}</h3>
      <p className="text-soft text-sm">{t("lead")}</p>
      <form noValidate onSubmit={find} className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3">
        <Field
          name="adminQueue.query"
          label={t("who")}
          autoComplete="off"
          value={query}
          onChange={({ target }) => setQuery(target.value)}
        />
        <Button type="submit" disabled={pending || result.kind === "searching"} className="mt-7">
          {t("find")}
        </Button>
      </form>
      {result.kind === "found" && (
        <PlaceCard
          key={result.place.number}
          place={result.place}
          pending={pending}
          onExpel={(reason) => run(() => expel(result.place.number, reason), clear)}
          onCancel={clear}
        />
      )}
      <p role="status" className="text-sm empty:hidden">
        {result.kind === "nobody" && t("nobody")}
        {result.kind === "unknown" && t("unknown")}
      </p>
      <ActionResult state={state} done={({ number, released }) => t("done", { number, released })} />
    </section>
  );
}
