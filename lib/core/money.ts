/** Whole won. Postgres has `bigint`, JSON a number, because a balance stays far below 2^53. */
export type Won = number;

export const CHARGE_MIN: Won = 1; // design §3
export const CHARGE_MAX: Won = 10_000_000; // design §3: at a time
export const BALANCE_MAX: Won = 100_000_000; // design §3: a charge may not pass it, a refund may

/** `formatWon(18000, "ko")` is "₩18,000". */
export const formatWon = (amount: Won, locale: string): string =>
  new Intl.NumberFormat(locale, { style: "currency", currency: "KRW", maximumFractionDigits: 0 }).format(amount);
