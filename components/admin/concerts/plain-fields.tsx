"use client";

import { useTranslations } from "next-intl";
import { Button, Field } from "../../ui";
import { type GradeForm, newKey, type PlainForm, parseInteger } from "./form-state";

type Props = { at: string; hall: PlainForm; change: (hall: PlainForm) => void };

/** Splits the last grade: the new one takes its second half. */
function splitLastGrade({ seats, grades }: PlainForm): GradeForm[] {
  const before = grades.at(-2);
  const from = before ? parseInteger(before.to) + 1 : 1;
  const middle = Math.floor((from + parseInteger(seats)) / 2);
  const last = grades.at(-1);
  const cut = last ? [...grades.slice(0, -1), { ...last, to: Number.isFinite(middle) ? String(middle) : "" }] : [];
  return [...cut, { key: newKey(), name: "", price: last?.price ?? "", to: seats }];
}

function GradeRow({
  at,
  grade,
  from,
  last,
  number,
  change,
  remove,
}: {
  at: string;
  grade: GradeForm;
  from: number;
  last: string | null;
  number: number;
  change: (change: Partial<GradeForm>) => void;
  remove?: () => void;
}) {
  const t = useTranslations("admin.hall");
  const { name, price, to } = grade;
  return (
    <fieldset className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)_minmax(0,1fr)_2.75rem] items-end gap-2">
      <legend className="mb-1 text-soft text-sm figures">
        {t("grade", { number })} · {Number.isFinite(from) ? t("gradeFrom", { from }) : ""}
      </legend>
      <Field
        name={`${at}.name`}
        label={t("gradeName")}
        maxLength={40}
        value={name}
        onChange={({ target }) => change({ name: target.value })}
      />
      <Field
        name={`${at}.price`}
        label={t("gradePrice")}
        inputMode="numeric"
        value={price}
        onChange={({ target }) => change({ price: target.value })}
      />
      <Field
        name={`${at}.to`}
        label={t("gradeTo")}
        inputMode="numeric"
        value={last ?? to}
        readOnly={last !== null}
        onChange={({ target }) => change({ to: target.value })}
      />
      {remove && (
        <Button
          size="small"
          className="min-h-12"
          onClick={remove}
          aria-label={t("removeGrade", { name: name || number })}
        >
          ✕
        </Button>
      )}
    </fieldset>
  );
}

/** A plain hall: its number of seats, and where each grade ends, so that grades can neither overlap nor leave a gap. */
export function PlainFields({ at, hall, change }: Props) {
  const t = useTranslations("admin.hall");
  const { grades, seats } = hall;
  const set = (changed: GradeForm[]) => change({ ...hall, grades: changed });
  return (
    <div className="grid gap-4">
      <Field
        name={`${at}.seats`}
        label={t("seats")}
        inputMode="numeric"
        className="max-w-40"
        value={seats}
        onChange={({ target }) => change({ ...hall, seats: target.value })}
      />
      {grades.map((grade, index) => {
        const before = grades[index - 1];
        return (
          <GradeRow
            key={grade.key}
            at={`${at}.grades[${index}]`}
            grade={grade}
            number={index + 1}
            from={before ? parseInteger(before.to) + 1 : 1}
            last={index === grades.length - 1 ? seats : null}
            change={(part) => set(grades.map((other) => (other.key === grade.key ? { ...other, ...part } : other)))}
            remove={grades.length > 1 ? () => set(grades.filter(({ key }) => key !== grade.key)) : undefined}
          />
        );
      })}
      <Button size="small" className="justify-self-start" onClick={() => set(splitLastGrade(hall))}>
        {t("addGrade")}
      </Button>
    </div>
  );
}
