"use client";

import { useState, useTransition } from "react";
import type { ErrorCode, ErrorDetail } from "@/lib/core/errors";
import { defaultDate } from "./defaults";
import type { ConcertForm, DateForm } from "./form-state";
import { toCreateBody, toUpdateBody } from "./request-body";
import { type FieldErrors, fromServerErrors, validate } from "./validate";

/** The form of the concert as saved, or the error. */
export type SaveResponse = { ok: true; form: ConcertForm } | { ok: false; code: ErrorCode; detail: ErrorDetail };
/** Sends a JSON body to the API. After creating a concert it redirects to the concert's page and does not return. */
export type Save = (body: string) => Promise<SaveResponse>;

const MAX_BODY_BYTES = 4 * 1024 * 1024 - 1024; // the limit of POST /api/admin/concerts, less what the server action adds

export type SaveResult =
  | { kind: "none" | "saved" | "unchanged" | "tooLarge" }
  | { kind: "refused"; code: ErrorCode; seatNumbers: number[] };

/** The state of the concert form, its validation errors, and the result of the last save. */
export function useConcertForm(initial: () => ConcertForm, existing: boolean, save: Save) {
  const [saved, setSaved] = useState(initial);
  const [form, setForm] = useState(saved);
  const [fieldErrors, setFieldErrors] = useState<FieldErrors>(new Map());
  const [result, setResult] = useState<SaveResult>({ kind: "none" });
  const [attempts, setAttempts] = useState(0);
  const [saving, start] = useTransition();

  /** Hides the errors of fields that change, until the next attempt to save. */
  const clearErrors = (isTouched: (path: string) => boolean) =>
    setFieldErrors((current) => (current.size ? new Map([...current].filter(([path]) => !isTouched(path))) : current));
  const change = (part: Partial<ConcertForm>) => {
    clearErrors((path) => path in part);
    setForm((current) => ({ ...current, ...part }));
  };
  const setDates = (set: (dates: DateForm[]) => DateForm[]) =>
    setForm((current) => ({ ...current, dates: set(current.dates) }));

  function applyResponse(response: SaveResponse) {
    if (response.ok) {
      setSaved(response.form);
      setForm(response.form);
      return setResult({ kind: "saved" });
    }
    const { errors = [], seatNumbers = [] } = response.detail;
    if (errors.length === 0) return setResult({ kind: "refused", code: response.code, seatNumbers });
    setAttempts((count) => count + 1);
    setFieldErrors(fromServerErrors(errors));
  }

  function submit() {
    setAttempts((count) => count + 1);
    const invalid = validate(form);
    setFieldErrors(invalid);
    setResult({ kind: "none" });
    if (invalid.size) return;
    const fields = existing ? toUpdateBody(form, saved) : toCreateBody(form);
    if (!fields) return setResult({ kind: "unchanged" });
    const body = JSON.stringify(fields);
    if (new Blob([body]).size > MAX_BODY_BYTES) return setResult({ kind: "tooLarge" });
    start(async () => {
      const response = await save(body);
      start(() => applyResponse(response));
    });
  }

  return {
    form,
    fieldErrors,
    attempts,
    result,
    saving,
    change,
    submit,
    changeDate: (key: string, part: Partial<DateForm>) => {
      const at = `schedules[${form.dates.findIndex((date) => date.key === key)}].`;
      clearErrors((path) => path.startsWith(at) && path.slice(at.length) in part);
      setDates((dates) => dates.map((date) => (date.key === key ? { ...date, ...part } : date)));
    },
    addDate: () => setDates((dates) => [...dates, defaultDate(dates.at(-1)?.venue)]),
    removeDate: (key: string) => {
      clearErrors((path) => path.startsWith("schedules")); // those behind it move up
      setDates((dates) => dates.filter((date) => date.key !== key));
    },
  };
}
