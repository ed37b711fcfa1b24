"use client";

import { useTranslations } from "next-intl";
import { Field } from "../../ui";
import { TextArea } from "../../ui/text-area";
import type { ConcertForm, RuleName } from "./form-state";
import { useErrorText } from "./use-error-text";
import { type FieldError, RANGES } from "./validate";

export type FieldProps = {
  form: ConcertForm;
  errorAt: (path: string) => FieldError | undefined;
  change: (change: Partial<ConcertForm>) => void;
};

const legendClass = "mb-4 font-black text-xl";

/** The concert's name, host and description. */
export function AboutFields({ form, errorAt, change }: FieldProps) {
  const t = useTranslations("admin.form");
  const errorText = useErrorText();
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
            error={errorText(errorAt(name))}
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
        error={errorText(errorAt("description"))}
        onChange={({ target }) => change({ description: target.value })}
      />
    </fieldset>
  );
}

/** One whole-number setting of the sale or the queue. */
export function RuleField({ name, form, errorAt, change, hint }: FieldProps & { name: RuleName; hint?: string }) {
  const t = useTranslations("admin.form");
  const errorText = useErrorText();
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
      error={errorText(errorAt(name))}
      onChange={({ target }) => change({ [name]: target.value })}
    />
  );
}

/** When the sale is open, and its limits. */
export function SaleFields(fields: FieldProps) {
  const t = useTranslations("admin.form");
  const errorText = useErrorText();
  const { form, errorAt, change } = fields;
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
            error={errorText(errorAt(name))}
            onChange={({ target }) => change({ [name]: target.value })}
          />
        ))}
        <RuleField name="seatLimit" {...fields} />
        <RuleField name="refundHours" {...fields} />
      </div>
    </fieldset>
  );
}

/** The first settings of the concert's queue; later the queue's panel changes them. */
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
