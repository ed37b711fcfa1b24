import { BALANCE_MAX, CHARGE_MAX, CHARGE_MIN } from "@/lib/core/money";

/** Amounts people charge without thinking. */
export const STEPS = [10_000, 50_000, 100_000];

/** Whole won written by a person: "50,000", "₩50000", "5만" is not one. Null for anything else. */
export function amountIn(written: string): number | null {
  const digits = written.replace(/[\s,₩원]/g, "");
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}

/** The most that can be charged at once onto this balance; 0 when it is full. */
export const mostFor = (balance: number): number => Math.max(0, Math.min(CHARGE_MAX, BALANCE_MAX - balance));

export type AmountFault = "amountWrong" | "tooMuch" | "full";

/** Why this amount can't be charged onto this balance; null when it can. */
export function faultOf(amount: number | null, balance: number): AmountFault | null {
  if (mostFor(balance) === 0) return "full";
  if (amount === null || amount < CHARGE_MIN || amount > CHARGE_MAX) return "amountWrong";
  return amount > mostFor(balance) ? "tooMuch" : null;
}
