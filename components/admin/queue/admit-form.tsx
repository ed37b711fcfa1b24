"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { Admission } from "@/client/types";
import { Button, Field } from "../../ui";
import { parseInteger } from "../concerts/form-state";
import { ActionResult } from "./action-result";
import type { QueueActions } from "./types";
import { useServerAction } from "./use-server-action";

const COUNT_RANGE = { min: 1, max: 1_000 };

/** Admits a number of fans by hand and says how many were admitted. */
export function AdmitForm({ admit, refresh }: { admit: QueueActions["admit"]; refresh: () => void }) {
  const t = useTranslations("adminQueue.admit");
  const [count, setCount] = useState("10");
  const [invalid, setInvalid] = useState(false);
  const { state, pending, run } = useServerAction<Admission>(refresh);

  function submit(event: FormEvent) {
    event.preventDefault();
    const number = parseInteger(count);
    const valid = number >= COUNT_RANGE.min && number <= COUNT_RANGE.max;
    setInvalid(!valid);
    if (valid) run(() => admit(number));
  }

  const describe = ({ admitted, obstacle }: Admission) =>
    [t("done", { admitted }), obstacle && t(`obstacle.${obstacle}`)].filter(Boolean).join(" ");
  return (
    <section aria-labelledby="admit" className="grid content-start gap-3">
      <h3 id="admit">{t("title")}</h3>
      <p className="text-soft text-sm">{t("lead")}</p>
      <form noValidate onSubmit={submit} className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3">
        <Field
          name="adminQueue.count"
          type="number"
          inputMode="numeric"
          {...COUNT_RANGE}
          label={t("count")}
          value={count}
          error={invalid ? t("wrong", COUNT_RANGE) : undefined}
          onChange={({ target }) => setCount(target.value)}
        />
        <Button type="submit" disabled={pending} className="mt-7">
          {t("action")}
        </Button>
      </form>
      <ActionResult state={state} done={describe} isShort={({ obstacle }) => obstacle !== null} />
    </section>
  );
}
