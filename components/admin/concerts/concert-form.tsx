"use client";

import { useTranslations } from "next-intl";
import { Button } from "../../ui";
import { AboutFields, QueueFields, SaleFields } from "./about-fields";
import { DateFields } from "./date-fields";
import { defaultForm } from "./defaults";
import { ErrorSummary } from "./error-summary";
import type { ConcertForm as Form } from "./form-state";
import { SaveResultNotice } from "./save-result";
import { type Save, useConcertForm } from "./use-concert-form";
import { useFieldLabel } from "./use-field-label";

/** `now` is the server's time, so that the server's and the browser's first render of a new form are equal. */
type Props = { save: Save } & ({ existing: Form } | { existing: null; now: string });

/** The form of a concert. Nothing is saved until all of it is valid. */
export function ConcertForm(props: Props) {
  const { existing } = props;
  const t = useTranslations("admin.form");
  const labelOf = useFieldLabel();
  const concert = useConcertForm(
    () => (props.existing === null ? defaultForm(props.now) : props.existing),
    existing !== null,
    props.save,
  );
  const { form, fieldErrors, attempts, result, saving, change, submit, changeDate, addDate, removeDate } = concert;
  const fields = { form, change, errorAt: (path: string) => fieldErrors.get(path) };
  return (
    <form
      noValidate
      className="grid gap-10"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <AboutFields {...fields} />
      <SaleFields {...fields} />
      {!existing && <QueueFields {...fields} />}
      <section aria-labelledby="dates" className="grid gap-6">
        <h2 id="dates" className="text-xl">
          {t("dates")}
        </h2>
        {form.dates.map((date, index) => {
          const hall = form.dates[index - 1]?.hall;
          return (
            <DateFields
              key={date.key}
              index={index}
              date={date}
              errorAt={fields.errorAt}
              copy={hall ? { number: index, hall } : null}
              change={(part) => changeDate(date.key, part)}
              remove={date.id === null && form.dates.length > 1 ? () => removeDate(date.key) : undefined}
            />
          );
        })}
        <Button className="justify-self-start" onClick={addDate}>
          {t("addDate")}
        </Button>
      </section>
      <div className="grid gap-4 border-line border-t pt-6">
        <ErrorSummary fieldErrors={fieldErrors} attempts={attempts} labelOf={labelOf} />
        <SaveResultNotice result={result} />
        <Button type="submit" look="signal" className="justify-self-start" disabled={saving}>
          {saving ? t("saving") : t(existing ? "save" : "create")}
        </Button>
      </div>
    </form>
  );
}
