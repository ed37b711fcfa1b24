import { eventChecks } from "./events";
import { keyChecks } from "./keys";
import { moneyChecks } from "./money";
import { paymentChecks } from "./payments";
import { placeChecks } from "./places";
import { seatChecks } from "./seats";

export const CHECKS = [
  ...seatChecks,
  ...paymentChecks,
  ...moneyChecks,
  ...eventChecks,
  ...placeChecks,
  ...keyChecks,
] as const;

export type CheckName = (typeof CHECKS)[number]["name"];
