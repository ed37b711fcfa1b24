import { resetClocksAfterEach } from "./clock";
import { beginInAnEmptyWorld } from "./empty-world";
import { checkLedgerAfterEach } from "./ledger";

await beginInAnEmptyWorld();
resetClocksAfterEach();
checkLedgerAfterEach();
