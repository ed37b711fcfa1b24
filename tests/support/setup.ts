import { resetClocksAfterEach } from "./clock";
import { checkLedgerAfterEach } from "./ledger";

resetClocksAfterEach();
checkLedgerAfterEach();
