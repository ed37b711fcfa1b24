import type { ErrorCode } from "@/lib/core/errors";
import { type FailureKind, failureKind } from "./retry-request";

/** Why a form that was sent without JavaScript was refused. */
export type FormFailure = { code: ErrorCode };

/** A server action of a form without JavaScript, which redirects or returns null once it is done. With JavaScript the browser asks the API. */
export type FormAction = (failure: FormFailure | null, form: FormData) => Promise<FormFailure | null>;

/** The sentence of a failure. */
export const formErrorKey = <Key>(failure: FormFailure, keys: Record<FailureKind, Key>): Key =>
  keys[failureKind(failure)];
