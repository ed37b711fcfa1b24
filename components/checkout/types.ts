/** What the page's server actions answer; a refusal carries a code of lib/core/errors. */
export type ActionError = { ok: false; code: string; detail: { missing?: number } };
export type PayAction = (reservationIds: string[], key: string) => Promise<{ ok: true } | ActionError>;
export type ChargeAction = (
  amount: number,
  key: string,
) => Promise<{ ok: true; data: { balance: number } } | ActionError>;
export type ReleaseAction = (reservationIds: string[]) => Promise<{ ok: true } | ActionError>;

export type CheckoutTrouble =
  | "offline"
  | "offlineCharge"
  | "offlineRelease"
  | "busy"
  | "broken"
  | "brokenCharge"
  | "frozen"
  | "limit";

/** Codes that mean: later. Nothing has happened. */
export const isBusyCode = (code: string): boolean =>
  ["TOO_MANY_REQUESTS", "OVERLOADED", "UNAVAILABLE", "QUEUE_UNAVAILABLE"].includes(code);
