// npm run bench:audit: how long the audit takes on a million seats and two hundred thousand payments.
import pg from "pg";
import { FANS, SEATS, soldHouse } from "./auditing/sold-house";
import { command, Sentence, say, step } from "./parts/say";
import { Stopping } from "./parts/stop";
import { testEngines } from "./testing/site";

const TIMES = 3;
const LIMIT_MS = 10_000;

async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const sql of soldHouse) await client.query(sql);
  } finally {
    await client.end();
  }
}

await command(async () => {
  const stopping = new Stopping();
  try {
    const settings = await testEngines(stopping);
    Object.assign(process.env, settings, { LOG_LEVEL: "warn" });
    const count = (value: number) => value.toLocaleString("en-US");
    await step(`Filling the books: ${count(SEATS)} seats, ${count(2 * FANS)} payments`, () =>
      fill(settings.DATABASE_URL ?? ""),
    );
    const { audit } = await import("@/lib/audit");
    let longestMs = 0;
    for (let time = 1; time <= TIMES; time++) {
      const { tookMs, checks, violations, findings } = await audit();
      say(`  audit ${time}: ${checks} checks in ${(tookMs / 1_000).toFixed(1)} s, ${violations} violations`);
      if (violations > 0) throw new Sentence(JSON.stringify(findings, null, 1));
      longestMs = Math.max(longestMs, tookMs);
    }
    if (longestMs > LIMIT_MS) throw new Sentence(`The longest took more than ${LIMIT_MS / 1_000} s.`);
  } finally {
    await stopping.end();
  }
});
process.exit();
