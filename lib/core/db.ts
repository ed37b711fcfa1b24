import { setTimeout as delay } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/lib/generated/prisma/client";
import { describeError } from "./describe-error";
import { env } from "./env";
import { log } from "./log";
import { processSingleton } from "./singleton";
import { withSpan } from "./span";

type Clients = { pool?: pg.Pool; prisma?: PrismaClient };
const clients = processSingleton<Clients>("db", () => ({}));

/** The process's connection pool. Statement and lock timeouts bound every query. */
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
    clients.pool.on("error", (error) => log.warn({ err: describeError(error) }, "lost an idle Postgres connection"));
  }
  return clients.pool;
}

/** Prisma on the same pool, for pages' reads and admin writes. Hot statements use {@link preparedStatement}. */
export function db(): PrismaClient {
  clients.prisma ??= new PrismaClient({ adapter: new PrismaPg(pool()) });
  return clients.prisma;
}

/** Closes the pool; the next use opens a new one. */
export async function closeDb(): Promise<void> {
  const { pool, prisma } = clients;
  clients.pool = undefined;
  clients.prisma = undefined;
  await prisma?.$disconnect();
  if (pool && !pool.ended) await pool.end();
}

const MAX_ATTEMPTS = 3;
const RETRY_DELAY_MS = 50; // Postgres reports an error before it releases the locks
const RETRYABLE_SQLSTATES = ["40001", "40P01", "55P03"]; // serialization failure, deadlock, lock timeout

const isRetryable = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && RETRYABLE_SQLSTATES.includes(error.code ?? "");

/** A statement, retried up to twice after a rollback. `bigint` arrives as a string, `timestamptz` as a Date. */
export function preparedStatement<Row extends pg.QueryResultRow>(name: string, text: string) {
  const span = { name, kind: "client", attributes: { "db.system.name": "postgresql" } } as const;
  return async (...values: unknown[]): Promise<Row[]> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await withSpan(span, () => pool().query<Row>({ name, text, values }))).rows;
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !isRetryable(error)) throw error;
        log.warn({ statement: name, attempt, err: describeError(error) }, "retrying a statement that was rolled back");
        await delay(attempt * RETRY_DELAY_MS);
      }
    }
  };
}
