"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button, Field } from "../../ui";
import { parseInteger } from "../concerts/form-state";
import { ActionResult } from "./action-result";
import type { Admission, QueueActions } from "./types";
import { useServerAction } from "./use-server-action";

const COUNT_RANGE = { min: 1, max: 1_000 };

/** Lets some in by hand, and says how many it were. */
export function AdmitForm({ letIn, look }: { letIn: QueueActions["letIn"]; look: () => void }) {
  const t = useTranslations("adminQueue.letIn");
  const [typed, setTyped] = useState("10");
  const [wrong, setWrong] = useState(false);
  const { outcome, busy, doing } = useServerAction<Admission>(look);

  function send(event: FormEvent) {
    event.preventDefault();
    const count = parseInteger(typed);
    const fits = count >= COUNT_RANGE.min && count <= COUNT_RANGE.max;
    setWrong(!fits);
    if (fits) doing(() => letIn(count));
  }

  const said = ({ admitted, obstacle }: Admission) =>
    [t("done", { admitted }), obstacle && t(`obstacle.${obstacle}`)].filter(Boolean).join(" ");
  return (
    <section aria-labelledby="let-in" className="grid content-start gap-3">
      <h3 id="let-in">{t("title")}</h3>
      <p className="text-soft text-sm">{t("lead")}</p>
      <form noValidate onSubmit={send} className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3">
        <Field
          name="adminQueue.count"
          type="number"
          inputMode="numeric"
          {...COUNT_RANGE}
          label={t("count")}
          value={typed}
          error={wrong ? t("wrong", COUNT_RANGE) : undefined}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button type="submit" disabled={busy} className="mt-7">
          {t("action")}
        </Button>
      </form>
      <ActionResult outcome={outcome} done={said} isShort={({ obstacle }) => obstacle !== null} />
    </section>
  );
}
