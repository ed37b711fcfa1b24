import IORedis from "ioredis";
import pg from "pg";

// Its triggers keep the ledger append-only; who empties a database is above them. An empty table costs as much to truncate as
// a full one, so those are left alone.
const EMPTY_EVERYTHING = `
  SET session_replication_role = replica;
  DO $$ DECLARE names text;
  BEGIN
    SELECT string_agg(oid::regclass::text, ', ') INTO names FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
      AND relname NOT IN ('_prisma_migrations', '_jari_functions');
    IF names IS NOT NULL THEN EXECUTE 'TRUNCATE ' || names || ' CASCADE'; END IF;
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
