export type { Audit } from "./audit";
export { audit } from "./audit";
export type { CheckName } from "./checks";
export { CHECKS } from "./checks";
export { keepReport, reports } from "./reports";
export type { Finding, Inside } from "./run";
export { auditOn, findingsOn } from "./run";
