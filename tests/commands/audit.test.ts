import { expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { migrate } from "@/tools/database/migrations";
import { databaseUrl, withConnection } from "../support/database";
import { makeFan } from "../support/fixtures";
import { runNpmCommand } from "../support/npm-command";

const url = databaseUrl(process.env.DATABASE_URL ?? "", "audit_command");
process.env.DATABASE_URL = url; // before anything asks for the pool

test("npm run audit exits with 0 for consistent data, and with 1 and the violation otherwise", async () => {
  await withConnection(databaseUrl(url, "postgres"), (server) => server.query("CREATE DATABASE audit_command"));
  await migrate(url);
  const fan = await makeFan({ balance: 5_000 });
  const clean = await runNpmCommand(["audit"], { DATABASE_URL: url });
  expect(clean.output).toMatch(/The lines are not looked at[\s\S]*✓ 25 checks in .* s, 0 violations\./);
  expect(clean.code).toBe(0);

  await pool().query("UPDATE wallet SET balance = balance + 1");
  const broken = await runNpmCommand(["audit"], { DATABASE_URL: url });
  await pool().query("UPDATE wallet SET balance = balance - 1");
  expect(broken.output).toContain(`user_id=${fan.id}  balance=5001  ledger=5000`);
  expect(broken.output).toMatch(/✗ walletVsLedger: 1\. Broken: Every user has a wallet/);
  expect(broken.code).toBe(1);
});

test("npm run audit needs a database", async () => {
  const { code, output } = await runNpmCommand(["audit"]);
  expect([code, output.trim()]).toEqual([1, expect.stringMatching(/^DATABASE_URL is missing/)]);
});
