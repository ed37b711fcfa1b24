import { afterAll, beforeAll, expect } from "vitest";
import { audit, type Finding } from "@/lib/audit";

/** Registered by a file of races: whatever happened in it, the auditor finds nothing that it had not found before. */
export function auditAfterAll(): void {
  let before: Finding[] = [];
  const known = (check: string) => before.find((finding) => finding.check === check)?.total ?? 0;
  beforeAll(async () => {
    before = (await audit()).findings;
  });
  afterAll(async () => {
    const { findings } = await audit();
    expect(findings.filter(({ check, total }) => total > known(check))).toEqual([]);
  });
}
