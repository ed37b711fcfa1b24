// npm run audit: checks the books of DATABASE_URL, writes nothing, and ends with exit code 1 if anything is wrong.
import { type ActivePlace, audit, type Finding } from "@/lib/audit";
import { closeDb } from "@/lib/core/db";
import { closeRedis } from "@/lib/core/redis";
import en from "@/messages/en.json";
import { print, runCommand, UserError } from "../cli";

const EXAMPLE = "postgresql://jari:secret@127.0.0.1:5432/jari";

/** The lines are looked at where the settings say how to reach them; a restored copy has none. */
async function insideLines(): Promise<ActivePlace[]> {
  if (!process.env.REDIS_URL && !process.env.UPSTASH_REDIS_REST_URL) {
    print("The lines are not looked at: neither REDIS_URL nor UPSTASH_REDIS_REST_URL is set.");
    return [];
  }
  const { activePlaces } = await import("@/lib/jobs/audit");
  return activePlaces();
}

function report({ check, total, rows }: Finding): void {
  print(`\n✗ ${check}: ${total}. Broken: ${en.audit.check[check]}`);
  for (const row of rows) {
    const facts = Object.entries(row).map(([name, value]) => `${name}=${value ?? "none"}`);
    print(`    ${facts.join("  ")}`);
  }
  if (total > rows.length) print(`    … and ${total - rows.length} more`);
}

await runCommand(async () => {
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL) throw new UserError(`DATABASE_URL is missing\n  for example DATABASE_URL=${EXAMPLE}`);
  const { checks, violations, tookMs, findings } = await audit(await insideLines(), DATABASE_URL);
  for (const finding of findings) report(finding);
  const seconds = (tookMs / 1000).toFixed(1);
  print(`${violations > 0 ? "\n✗" : "✓"} ${checks} checks in ${seconds} s, ${violations} violations.`);
  if (violations > 0) process.exitCode = 1;
  await Promise.all([closeDb(), closeRedis()]);
});
process.exit();
