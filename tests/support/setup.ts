import { resetClocksAfterEach } from "./clock";
import { beginInAnEmptyWorld } from "./empty-world";
import { checkLedgerAfterEach } from "./ledger";
import { refuseCrossSlotCalls } from "./slots";

await beginInAnEmptyWorld();
resetClocksAfterEach();
checkLedgerAfterEach();
refuseCrossSlotCalls();
