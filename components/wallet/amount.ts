import { BALANCE_MAX, CHARGE_MAX, CHARGE_MIN } from "@/lib/core/money";

/** The usual amounts. */
export const QUICK_AMOUNTS = [10_000, 50_000, 100_000];

/** Whole won as people write it ("50,000", "₩50000"); null for anything else ("5만"). */
export function parseAmount(input: string): number | null {
  const digits = input.replace(/[\s,₩원]/g, "");
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}

/** The most that can be charged at once onto this balance; 0 when it is full. */
export const maxCharge = (balance: number): number => Math.max(0, Math.min(CHARGE_MAX, BALANCE_MAX - balance));

export type AmountError = "amountWrong" | "tooMuch" | "full";

/** Why this amount can't be charged onto this balance; null when it can. */
export function validateAmount(amount: number | null, balance: number): AmountError | null {
  if (maxCharge(balance) === 0) return "full";
  if (amount === null || amount < CHARGE_MIN || amount > CHARGE_MAX) return "amountWrong";
  return amount > maxCharge(balance) ? "tooMuch" : null;
}
