import IORedis from "ioredis";
import pg from "pg";

// Its triggers keep the ledger append-only; whoever empties a world is above them.
const EMPTY_EVERYTHING = `
  SET session_replication_role = replica;
  DO $$ DECLARE names text;
  BEGIN
    SELECT string_agg(format('%I', tablename), ', ') INTO names
    FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('_prisma_migrations', '_jari_functions');
    EXECUTE 'TRUNCATE ' || names;
  END $$`;

async function emptyPostgres(): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(EMPTY_EVERYTHING).finally(() => client.end());
}

async function emptyRedis(): Promise<void> {
  const client = new IORedis(process.env.TEST_REDIS_TCP ?? "");
  await client.flushall().finally(() => client.quit());
}

/**
 * Every test file begins with empty engines: what another one left behind (a backlog of events, places in a line) can
 * decide nothing here. Ids go on counting, so that nothing is taken for what stood there before.
 */
export async function emptyEngines(): Promise<void> {
  await Promise.all([emptyPostgres(), emptyRedis()]);
}
