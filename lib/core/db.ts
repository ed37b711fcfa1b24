import { setTimeout as delay } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/lib/generated/prisma/client";
import { env } from "./env";
import { log } from "./log";
import { processSingleton } from "./singleton";
import { withSpan } from "./span";

type Clients = { pool?: pg.Pool; prisma?: PrismaClient };
const clients = processSingleton<Clients>("db", () => ({}));

/** The process's one connection pool. Statement and lock timeouts bound every query; a query beyond them is refused. */
export function pool(): pg.Pool {
  if (!clients.pool) {
    clients.pool = new pg.Pool({
      connectionString: env().DATABASE_URL,
      max: env().DATABASE_POOL_MAX,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      statement_timeout: 10_000,
      query_timeout: 12_000,
      lock_timeout: 3_000,
      idle_in_transaction_session_timeout: 15_000,
      application_name: "jari",
    });
    clients.pool.on("error", (error) => log.warn({ err: error.message }, "an idle Postgres connection was lost"));
  }
  return clients.pool;
}

/** Prisma on the same pool: schema, types, reads of pages, admin writes. Hot statements go through `statement`. */
export function db(): PrismaClient {
  clients.prisma ??= new PrismaClient({ adapter: new PrismaPg(pool()) });
  return clients.prisma;
}

/** Ends the pool; the next use opens a new one. */
export async function closeDb(): Promise<void> {
  const { pool, prisma } = clients;
  clients.pool = undefined;
  clients.prisma = undefined;
  await prisma?.$disconnect();
  if (pool && !pool.ended) await pool.end();
}

const MAX_ATTEMPTS = 3;
const RETRY_DELAY_MS = 50; // Postgres says what went wrong before it lets go of the locks, an idempotency key's too
const RETRYABLE_SQLSTATES = ["40001", "40P01", "55P03"]; // serialization failure, deadlock, lock timeout

// The lock order rules these out (docs/locking.md). Should one come all the same, a statement that is a transaction of
// its own was undone whole, and may simply run again.
const isRetryable = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && RETRYABLE_SQLSTATES.includes(error.code ?? "");

/**
 * A hot statement: sent under its name, so that Postgres parses and plans it once a connection.
 * `bigint` columns arrive as strings, `timestamptz` as Date, `jsonb` as parsed JSON.
 */
export function preparedStatement<Row extends pg.QueryResultRow>(name: string, text: string) {
  const spanSpec = () => ({ name, kind: "client", attributes: { "db.system.name": "postgresql" } }) as const;
  return async (...values: unknown[]): Promise<Row[]> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await withSpan(() => pool().query<Row>({ name, text, values }), spanSpec)).rows;
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !isRetryable(error)) throw error;
        log.warn({ statement: name, attempt, err: String(error) }, "a statement was rolled back and runs again");
        await delay(attempt * RETRY_DELAY_MS);
      }
    }
  };
}
