"use client";

import { useTranslations } from "next-intl";
import { Field } from "../ui";
import { type Fault, RULES } from "./check";
import type { ConcertForm, RuleName } from "./form";
import { TextArea } from "./text-area";
import { useFault } from "./use-fault";

export type Fields = {
  form: ConcertForm;
  faultAt: (path: string) => Fault | undefined;
  change: (change: Partial<ConcertForm>) => void;
};

const heading = "mb-4 font-black text-xl";

/** What the concert is. */
export function AboutFields({ form, faultAt, change }: Fields) {
  const t = useTranslations("admin.form");
  const say = useFault();
  return (
    <fieldset className="grid gap-4">
      <legend className={heading}>{t("about")}</legend>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {(["name", "host"] as const).map((name) => (
          <Field
            key={name}
            name={name}
            label={t(name)}
            maxLength={name === "name" ? 120 : 80}
            value={form[name]}
            error={say(faultAt(name))}
            onChange={({ target }) => change({ [name]: target.value })}
          />
        ))}
      </div>
      <TextArea
        name="description"
        label={t("description")}
        hint={t("descriptionHint")}
        rows={6}
        maxLength={5_000}
        value={form.description}
        error={say(faultAt("description"))}
        onChange={({ target }) => change({ description: target.value })}
      />
    </fieldset>
  );
}

/** One whole-number rule of the sale or the line. */
export function RuleField({ name, form, faultAt, change, hint }: Fields & { name: RuleName; hint?: string }) {
  const t = useTranslations("admin.form");
  const say = useFault();
  return (
    <Field
      name={name}
      type="number"
      inputMode="numeric"
      {...RULES[name]}
      step={1}
      label={t(name)}
      hint={hint}
      value={form[name]}
      error={say(faultAt(name))}
      onChange={({ target }) => change({ [name]: target.value })}
    />
  );
}

/** When it sells and to whom how much. */
export function SaleFields(fields: Fields) {
  const t = useTranslations("admin.form");
  const say = useFault();
  const { form, faultAt, change } = fields;
  return (
    <fieldset className="grid gap-4">
      <legend className={heading}>{t("sale")}</legend>
      <p className="text-soft text-sm">{t("saleHint")}</p>
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {(["salesOpenAt", "salesCloseAt"] as const).map((name) => (
          <Field
            key={name}
            name={name}
            type="datetime-local"
            label={t(name)}
            value={form[name]}
            error={say(faultAt(name))}
            onChange={({ target }) => change({ [name]: target.value })}
          />
        ))}
        <RuleField name="seatLimit" {...fields} />
        <RuleField name="refundHours" {...fields} />
      </div>
    </fieldset>
  );
}

/** How its line begins; once it exists, it is steered on its own. */
export function LineFields(fields: Fields) {
  const t = useTranslations("admin.form");
  return (
    <fieldset className="grid gap-4">
      <legend className={heading}>{t("line")}</legend>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <RuleField name="capacity" hint={t("capacityHint")} {...fields} />
        <RuleField name="admitPerMinute" {...fields} />
      </div>
    </fieldset>
  );
}
