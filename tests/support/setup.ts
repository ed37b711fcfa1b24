import { resetClocksAfterEach } from "./clock";
import { refuseCrossSlotCalls } from "./cluster-slots";
import { emptyEngines } from "./empty-engines";
import { checkLedgerAfterEach } from "./ledger";

await emptyEngines();
resetClocksAfterEach();
checkLedgerAfterEach();
refuseCrossSlotCalls();
