/** A failed server action; `code` is a code of lib/core/errors. */
export type ActionError = { ok: false; code: string; detail: { missing?: number } };
export type PayAction = (reservationIds: string[], key: string) => Promise<{ ok: true } | ActionError>;
export type ChargeAction = (
  amount: number,
  key: string,
) => Promise<{ ok: true; data: { balance: number } } | ActionError>;
export type ReleaseAction = (reservationIds: string[]) => Promise<{ ok: true } | ActionError>;

/** Codes after which nothing has happened and a later attempt may succeed. */
export const isBusyCode = (code: string): boolean =>
  ["TOO_MANY_REQUESTS", "OVERLOADED", "UNAVAILABLE", "QUEUE_UNAVAILABLE"].includes(code);
