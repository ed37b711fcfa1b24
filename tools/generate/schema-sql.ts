// npm run generate:schema: writes prisma/schema.sql anew from a database of its own with all migrations and functions.
import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { dumpSchema } from "../database/dump";
import { migrate } from "../database/migrations";
import { startPostgres } from "../dev/services/postgres";
import { ROOT } from "../root";
import { temporaryFolder } from "../testing/test-site";

const folder = await temporaryFolder();
const dataDir = path.join(folder, "postgres");
const postgres = await startPostgres({ dataDir, password: randomBytes(32).toString("hex"), durable: false });
try {
  await migrate(postgres.url);
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await writeFile(path.join(ROOT, "prisma/schema.sql"), await dumpSchema(client).finally(() => client.end()));
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
