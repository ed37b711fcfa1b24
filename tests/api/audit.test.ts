import { describe, expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { makeAdmin, makeFan } from "@/tests/support/fixtures";
import { api, expectError, scrape } from "@/tests/support/http";
import { admitUnknownUser } from "@/tests/support/unknown-user";

type Report = {
  at: string;
  checks: number;
  violations: number;
  findings: { check: string; total: number; rows: Record<string, string | null>[] }[];
};

const cron = () => api<Report>("GET", "/api/cron/audit", { headers: { authorization: `Bearer ${env().CRON_SECRET}` } });
const metric = async (line: RegExp) => line.exec(await (await scrape()).text())?.[1];

test("the nightly audit stores its report and sets the metrics", async () => {
  const [as, fan] = [await makeAdmin(), await makeFan({ balance: 1_000 })];
  await pool().query("UPDATE wallet SET balance = balance + 1 WHERE user_id = $1", [fan.id]);
  const { status, body } = await cron();
  await pool().query("UPDATE wallet SET balance = balance - 1 WHERE user_id = $1", [fan.id]);
  expect(status).toBe(200);
  expect(body.violations).toBeGreaterThanOrEqual(1);
  const { body: kept } = await api<{ audits: Report[] }>("GET", "/api/admin/audits", { as });
  const wallets = kept.audits[0]?.findings.find(({ check }) => check === "walletVsLedger");
  expect(wallets?.rows).toContainEqual({ user_id: fan.id, balance: "1001", ledger: "1000" });
  await expect
    .poll(() => metric(/^jari_audit_violations\{check="walletVsLedger"\} (\d+)$/m))
    .toBe(String(wallets?.total));
});

describe("POST /api/admin/audits", () => {
  test("returns the findings, such as an active session of an unknown user", async () => {
    const as = await makeAdmin();
    const unknown = await admitUnknownUser();
    const { status, body } = await api<Report>("POST", "/api/admin/audits", { as });
    expect(status).toBe(201);
    const found = body.findings.find(({ check }) => check === "activeUsers");
    expect(found?.rows).toContainEqual({ concert_id: unknown.concertId, user_id: unknown.userId, number: "1" });
  });

  test("rejects fans", async () => {
    expectError(await api("POST", "/api/admin/audits", { as: await makeFan() }), "FORBIDDEN", 403);
  });
});
