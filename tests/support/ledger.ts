import { afterAll, afterEach, expect } from "vitest";
import { findUnbalancedUsers } from "./balance";

/** Registered for every test file by `setup.ts`: after each test, every won is in a ledger that adds up. */
export function checkLedgerAfterEach(): void {
  const check = async () => expect(await findUnbalancedUsers()).toEqual([]);
  afterEach(check);
  afterAll(check);
}
