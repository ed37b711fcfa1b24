export type { AuditResult } from "./audit";
export { audit } from "./audit";
export type { CheckName } from "./checks";
export { CHECKS } from "./checks";
export { latestReports, saveReport } from "./reports";
export type { ActivePlace, Finding } from "./run";
export { collectFindings, runChecks } from "./run";
