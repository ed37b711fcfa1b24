import pg from "pg";
import { pool, preparedStatement } from "./db";
import { describeError } from "./describe-error";
import { env } from "./env";
import { log } from "./log";
import { processSingleton } from "./singleton";

const CHECK_INTERVAL_MS = 250;
const MAX_STALENESS_MS = 1_000;
const RECONNECT_DELAY_MS = 5_000;

type Replica = { pool: pg.Pool; freshAsOf: number; timer?: NodeJS.Timeout };
const state = processSingleton<{ replica?: Replica }>("replica", () => ({}));

/** A place in the primary's log, and when it was there: a replica that has replayed it is at least as new as that moment. */
type Sample = { lsn: string; at: number };

async function samplePrimary(): Promise<Sample> {
  const at = performance.now();
  const { rows } = await pool().query<{ lsn: string }>("SELECT pg_current_wal_lsn()::text AS lsn");
  return { lsn: rows[0]?.lsn ?? "", at };
}

// Its own clock could not tell: a replica that has lost its primary believes that it has replayed everything.
async function hasReplayed(replica: pg.Pool, { lsn }: Sample): Promise<boolean> {
  const { rows } = await replica.query<{ done: boolean | null }>(
    "SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS done",
    [lsn],
  );
  return rows[0]?.done === true;
}

function watch(replica: Replica): void {
  let sample: Sample | undefined;
  const check = async () => {
    let delayMs = CHECK_INTERVAL_MS;
    try {
      sample ??= await samplePrimary();
      if (await hasReplayed(replica.pool, sample)) {
        replica.freshAsOf = sample.at;
        sample = undefined;
      }
    } catch (error) {
      delayMs = RECONNECT_DELAY_MS;
      log.warn({ err: describeError(error) }, "the replica cannot be asked");
    }
    if (state.replica === replica) replica.timer = setTimeout(check, delayMs).unref();
  };
  void check();
}

function connect(connectionString: string): Replica {
  const connections = new pg.Pool({
    connectionString,
    max: env().DATABASE_POOL_MAX,
    connectionTimeoutMillis: 2_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 5_000,
    query_timeout: 6_000,
    allowExitOnIdle: true,
    application_name: "jari-replica",
  });
  connections.on("error", (error) => log.warn({ err: describeError(error) }, "lost an idle connection to the replica"));
  return { pool: connections, freshAsOf: Number.NEGATIVE_INFINITY };
}

/** The replica, if one is set and shows what was true at most a second ago. */
function freshReplica(): Replica | null {
  const { DATABASE_REPLICA_URL } = env();
  if (!DATABASE_REPLICA_URL) return null;
  if (!state.replica) {
    state.replica = connect(DATABASE_REPLICA_URL);
    watch(state.replica);
  }
  const isFresh = performance.now() - state.replica.freshAsOf < MAX_STALENESS_MS;
  return isFresh ? state.replica : null;
}

/**
 * A statement that only reads and whose rows may be a second old: it runs on `DATABASE_REPLICA_URL` while that replica is known
 * to be no further behind, and otherwise, or when it fails there, on the primary. The rows of two calls may be from different
 * moments, the later call's from the earlier one.
 */
export function replicaStatement<Row extends pg.QueryResultRow>(name: string, text: string) {
  const onPrimary = preparedStatement<Row>(name, text);
  return async (...values: unknown[]): Promise<Row[]> => {
    const replica = freshReplica();
    if (!replica) return onPrimary(...values);
    try {
      return (await replica.pool.query<Row>({ name, text, values })).rows;
    } catch (error) {
      replica.freshAsOf = Number.NEGATIVE_INFINITY;
      log.warn({ statement: name, err: describeError(error) }, "the replica failed");
      return onPrimary(...values);
    }
  };
}

/** Closes the connections to the replica; the next use opens new ones. */
export async function closeReplica(): Promise<void> {
  const { replica } = state;
  state.replica = undefined;
  clearTimeout(replica?.timer);
  await replica?.pool.end();
}
