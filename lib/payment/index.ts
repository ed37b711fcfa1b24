export type { Paid, Payment } from "./pay";
export { pay } from "./pay";
export { refund } from "./refund";
