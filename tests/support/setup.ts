import { resetClocksAfterEach } from "./clock";
import { checkLedgerAfterEach } from "./ledger";
import { refuseCrossSlotCalls } from "./slots";

resetClocksAfterEach();
checkLedgerAfterEach();
refuseCrossSlotCalls();
