export type { Payment, PayResult } from "./pay";
export { pay } from "./pay";
export { refund } from "./refund";
