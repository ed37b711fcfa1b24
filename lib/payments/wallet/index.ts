export type { LedgerEntry } from "./ledger";
export { charge, findLedgerEntries, getBalance } from "./ledger";
