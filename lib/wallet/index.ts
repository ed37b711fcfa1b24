export type { Entry } from "./ledger";
export { balanceOf, charge, entriesOf } from "./ledger";
