import { pool } from "@/lib/core/db";

/** A checksum of every table that requests write: equal sums, and not a row is another one. */
export type Checksums = Record<string, string>;

// What the relay writes down beside the requests, about facts of requests that succeeded: it is no request's doing.
const RELAY_TABLES = ["outbox_delivery", "webhook_attempt"];
const RELAYED = "(to_jsonb(t) - 'pending')::text"; // of outbox_event: the fact itself

let statement: string | undefined;

async function statementOfAll(): Promise<string> {
  const { rows } = await pool().query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
     AND relname NOT IN ('_prisma_migrations', '_jari_functions') AND relname <> ALL ($1) ORDER BY 1`,
    [RELAY_TABLES],
  );
  const sumOf = (name: string) => {
    const row = name === "outbox_event" ? RELAYED : "t::text";
    return `SELECT '${name}' AS name, count(*) || ':' || coalesce(sum(hashtextextended(${row}, 0)::numeric), 0) AS sum FROM "${name}" t`;
  };
  return rows.map(({ name }) => sumOf(name)).join(" UNION ALL ");
}

/** The checksums of all tables at this moment, in one snapshot. */
export async function readChecksums(): Promise<Checksums> {
  statement ??= await statementOfAll();
  const { rows } = await pool().query<{ name: string; sum: string }>(statement);
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]));
}

/** The tables that differ. */
export const changedTables = (before: Checksums, after: Checksums): string[] =>
  Object.keys(after).filter((name) => before[name] !== after[name]);

/** The checksums once nothing changes any more: what successes have set going (facts that are delivered) has ended. */
export async function settledChecksums(): Promise<Checksums> {
  let last = await readChecksums();
  for (let same = 0; same < 2; ) {
    const now = await readChecksums();
    same = changedTables(last, now).length === 0 ? same + 1 : 0;
    last = now;
  }
  return last;
}
