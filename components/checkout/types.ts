import type { ApiResult } from "@/lib/api/framework/invoke";
import type { ErrorCode } from "@/lib/core/errors";

export type ActionError = Extract<ApiResult<unknown>, { ok: false }>;
export type PayAction = (reservationIds: string[], idempotencyKey: string) => Promise<ApiResult<unknown>>;
export type ChargeAction = (amount: number, idempotencyKey: string) => Promise<ApiResult<{ balance: number }>>;
export type ReleaseAction = (reservationIds: string[]) => Promise<ApiResult<unknown>>;

const BUSY_CODES: readonly ErrorCode[] = ["TOO_MANY_REQUESTS", "OVERLOADED", "UNAVAILABLE", "QUEUE_UNAVAILABLE"];

/** Codes after which nothing has happened and a later attempt may succeed. */
export const isBusyCode = (code: ErrorCode): boolean => BUSY_CODES.includes(code);
