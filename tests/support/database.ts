import pg from "pg";

/** The same server, another database. */
export function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

/** Runs `work` with a connection of its own. */
export async function withConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const LOOSEN = `DO $$
  DECLARE guard record;
  BEGIN
    FOR guard IN SELECT conrelid::regclass AS on_table, conname FROM pg_constraint
                 WHERE connamespace = 'public'::regnamespace AND contype IN ('f', 'c') LOOP
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', guard.on_table, guard.conname);
    END LOOP;
    FOR guard IN SELECT tgrelid::regclass AS on_table, tgname FROM pg_trigger WHERE NOT tgisinternal LOOP
      EXECUTE format('DROP TRIGGER %I ON %s', guard.tgname, guard.on_table);
    END LOOP;
    DROP INDEX reservation_one_live_per_seat;
    ALTER TABLE idempotency_key ALTER response DROP NOT NULL;
  END $$`;

/** Makes `copy` of the database `name`, in which no constraint and no trigger guards anything any more. */
export async function copyWithoutConstraints(url: string, name: string, copy: string): Promise<void> {
  await withConnection(databaseUrl(url, "postgres"), (server) =>
    server.query(`CREATE DATABASE ${copy} TEMPLATE ${name}`),
  );
  await withConnection(databaseUrl(url, copy), (client) => client.query(LOOSEN));
}

/** Runs `work` in a transaction that is taken back. */
export const rolledBack = <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> =>
  withConnection(url, async (client) => {
    await client.query("BEGIN");
    try {
      return await work(client);
    } finally {
      await client.query("ROLLBACK");
    }
  });
