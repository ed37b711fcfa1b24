"use client";

import { useTranslations } from "next-intl";
import { Button, Field } from "../../ui";
import { CurrentHallLine } from "./current-hall";
import type { DateForm, HallForm } from "./form-state";
import { HallFields } from "./hall-fields";
import { useErrorText } from "./use-error-text";
import type { FieldError } from "./validate";

type Props = {
  index: number;
  date: DateForm;
  errorAt: (path: string) => FieldError | undefined;
  /** The hall of the date before, which can be copied. */
  copy: { number: number; hall: HallForm } | null;
  change: (change: Partial<DateForm>) => void;
  remove?: () => void;
};

/** One date: its time, its venue, and its hall with a live preview. */
export function DateFields({ index, date, errorAt, copy, change, remove }: Props) {
  const t = useTranslations("admin.form");
  const errorText = useErrorText();
  const at = `schedules[${index}]`;
  const number = index + 1;
  return (
    <fieldset className="grid gap-4 border-line border-t pt-4">
      <legend className="float-left w-full">
        <span className="flex items-center justify-between gap-4">
          <span className="font-bold text-lg">{t(date.id ? "date" : "newDate", { number })}</span>
          {remove && (
            <Button look="quiet" size="small" onClick={remove} aria-label={t("removeDate", { number })}>
              ✕
            </Button>
          )}
        </span>
      </legend>
      <div className="clear-both grid items-start gap-4 sm:grid-cols-2">
        <Field
          name={`${at}.startsAt`}
          type="datetime-local"
          label={t("startsAt")}
          value={date.startsAt}
          error={errorText(errorAt(`${at}.startsAt`))}
          onChange={({ target }) => change({ startsAt: target.value })}
        />
        <Field
          name={`${at}.venue`}
          label={t("venue")}
          maxLength={120}
          value={date.venue}
          error={errorText(errorAt(`${at}.venue`))}
          onChange={({ target }) => change({ venue: target.value })}
        />
      </div>
      {date.now && <CurrentHallLine now={date.now} replacing={date.hall !== null} change={change} />}
      {date.hall && (
        <HallFields
          at={`${at}.hall`}
          hall={date.hall}
          copy={copy}
          error={errorText(errorAt(`${at}.hall`))}
          change={(hall) => change({ hall })}
        />
      )}
    </fieldset>
  );
}
