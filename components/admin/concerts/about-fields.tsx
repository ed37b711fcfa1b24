"use client";

import { useTranslations } from "next-intl";
import { Field } from "../../ui";
import { TextArea } from "../../ui/text-area";
import type { ConcertForm, RuleName } from "./form-state";
import { useErrorText } from "./use-error-text";
import { type FieldError, RANGES } from "./validate";

export type FieldProps = {
  form: ConcertForm;
  faultAt: (path: string) => FieldError | undefined;
  change: (change: Partial<ConcertForm>) => void;
};

const legendClass = "mb-4 font-black text-xl";

/** What the concert is. */
export function AboutFields({ form, faultAt, change }: FieldProps) {
  const t = useTranslations("admin.form");
  const say = useErrorText();
  return (
    <fieldset className="grid gap-4">
      <legend className={legendClass}>{t("about")}</legend>
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
export function RuleField({ name, form, faultAt, change, hint }: FieldProps & { name: RuleName; hint?: string }) {
  const t = useTranslations("admin.form");
  const say = useErrorText();
  return (
    <Field
      name={name}
      type="number"
      inputMode="numeric"
      {...RANGES[name]}
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
export function SaleFields(fields: FieldProps) {
  const t = useTranslations("admin.form");
  const say = useErrorText();
  const { form, faultAt, change } = fields;
  return (
    <fieldset className="grid gap-4">
      <legend className={legendClass}>{t("sale")}</legend>
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
export function QueueFields(fields: FieldProps) {
  const t = useTranslations("admin.form");
  return (
    <fieldset className="grid gap-4">
      <legend className={legendClass}>{t("line")}</legend>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <RuleField name="capacity" hint={t("capacityHint")} {...fields} />
        <RuleField name="admitPerMinute" {...fields} />
      </div>
    </fieldset>
  );
}
