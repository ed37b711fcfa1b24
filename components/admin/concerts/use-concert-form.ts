"use client";

import { useState, useTransition } from "react";
import type { ErrorCode, ErrorDetail } from "@/lib/core/errors";
import { defaultDate } from "./defaults";
import type { ConcertForm, DateForm } from "./form-state";
import { toCreateBody, toUpdateBody } from "./request-body";
import { type FieldErrors, fromServerErrors, validate } from "./validate";

/** A saved concert as it stands now, or why it was refused. */
export type SaveResponse = { ok: true; form: ConcertForm } | { ok: false; code: ErrorCode; detail: ErrorDetail };
/** Sends a body, as JSON, to the contract; a new concert leads on to its own page instead of answering. */
export type Save = (body: string) => Promise<SaveResponse>;

const MAX_BODY_BYTES = 4 * 1024 * 1024 - 1024; // bytes: what POST /api/admin/concerts takes, less what the action adds

export type SaveResult =
  | { kind: "none" | "saved" | "unchanged" | "tooLarge" }
  | { kind: "refused"; code: ErrorCode; seatNumbers: number[] };

/** The form's state and its one deed: what is typed, what has to be mended, what became of it. */
export function useConcertForm(initial: () => ConcertForm, existing: boolean, save: Save) {
  const [before, setBefore] = useState(initial);
  const [form, setForm] = useState(before);
  const [faults, setFaults] = useState<FieldErrors>(new Map());
  const [outcome, setOutcome] = useState<SaveResult>({ kind: "none" });
  const [tries, setTries] = useState(0);
  const [saving, start] = useTransition();

  /** A field that is touched again is no longer at fault until the next try. */
  const forgive = (isTouched: (path: string) => boolean) =>
    setFaults((known) => (known.size ? new Map([...known].filter(([path]) => !isTouched(path))) : known));
  const change = (part: Partial<ConcertForm>) => {
    forgive((path) => path in part);
    setForm((known) => ({ ...known, ...part }));
  };
  const setDates = (set: (dates: DateForm[]) => DateForm[]) =>
    setForm((known) => ({ ...known, dates: set(known.dates) }));

  function settle(answer: SaveResponse) {
    if (answer.ok) {
      setBefore(answer.form);
      setForm(answer.form);
      return setOutcome({ kind: "saved" });
    }
    const { errors = [], seatNumbers = [] } = answer.detail;
    if (errors.length === 0) return setOutcome({ kind: "refused", code: answer.code, seatNumbers });
    setTries((count) => count + 1);
    setFaults(fromServerErrors(errors));
  }

  function submit() {
    setTries((count) => count + 1);
    const found = validate(form);
    setFaults(found);
    setOutcome({ kind: "none" });
    if (found.size) return;
    const fields = existing ? toUpdateBody(form, before) : toCreateBody(form);
    if (!fields) return setOutcome({ kind: "unchanged" });
    const body = JSON.stringify(fields);
    if (new Blob([body]).size > MAX_BODY_BYTES) return setOutcome({ kind: "tooLarge" });
    start(async () => {
      const answer = await save(body);
      start(() => settle(answer));
    });
  }

  return {
    ...{ form, faults, tries, outcome, saving, change, submit },
    changeDate: (key: string, part: Partial<DateForm>) => {
      const at = `schedules[${form.dates.findIndex((date) => date.key === key)}].`;
      forgive((path) => path.startsWith(at) && path.slice(at.length) in part);
      setDates((dates) => dates.map((date) => (date.key === key ? { ...date, ...part } : date)));
    },
    addDate: () => setDates((dates) => [...dates, defaultDate(dates.at(-1)?.venue)]),
    removeDate: (key: string) => {
      forgive((path) => path.startsWith("schedules")); // those behind it move up
      setDates((dates) => dates.filter((date) => date.key !== key));
    },
  };
}
