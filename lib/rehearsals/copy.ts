import { randomBytes, randomInt, randomUUID } from "node:crypto";
import pg from "pg";
import { hashPassword } from "@/lib/auth/password";
import { invalidateConcerts } from "@/lib/concerts";
import { db } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { AppError, type ErrorCode } from "@/lib/core/errors";
import { deleteQueue } from "@/lib/queue";

/** What a rehearsal sells; `seats` may be fewer than asked for, because a copy has no more than its concert. */
export type Copy = { concertId: string; scheduleId: string; slug: string; seats: number; seatLimit: number };

export type CopyOptions = {
  concertId: string;
  seats: number;
  opensAt: Date;
  closesAt: Date;
  capacity: number;
  admitPerMinute: number;
};

type Result = Record<string, unknown> & { error?: ErrorCode };

/** Runs statements on a connection of its own, without the limits of a request: a copy has thousands of rows. */
async function withClient<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL, application_name: "jari rehearsal" });
  client.on("error", () => {}); // a lost connection fails the query in flight
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function call<T extends object>(client: pg.Client, name: string, args: readonly unknown[]): Promise<T> {
  const parameters = args.map((_, index) => `$${index + 1}`).join(", ");
  const { rows } = await client.query<{ result: T & Result }>(`SELECT ${name}(${parameters}) AS result`, [...args]);
  const [row] = rows;
  if (!row) throw new Error(`${name} returned no row`);
  if (row.result.error) throw new AppError(row.result.error);
  return row.result;
}

const TWO_TO_THE_16 = 2 ** 16;

/** Seventeen digits that nobody guesses, above every id of a real concert and within what an id may have. */
const secretId = (): bigint =>
  10n ** 17n + BigInt(randomInt(2 ** 40)) * BigInt(TWO_TO_THE_16) + BigInt(randomInt(TWO_TO_THE_16));

/**
 * Copies a concert with its next date. The copy is listed nowhere; its id and address are secrets of the rehearsal.
 * @throws AppError CONCERT_NOT_FOUND
 */
export async function createCopy({ concertId, seats, opensAt, closesAt, ...rates }: CopyOptions): Promise<Copy> {
  const slug = `rehearsal-${randomBytes(16).toString("hex")}`;
  const queue = [rates.capacity, rates.admitPerMinute];
  const copy = await withClient((client) =>
    call<Copy>(client, "create_rehearsal", [concertId, secretId(), slug, seats, opensAt, closesAt, ...queue]),
  );
  await invalidateConcerts();
  return copy;
}

/** The ids of this many fans with `balance` won each. Nobody can sign in as one of them. */
export async function prepareFans(count: number, balance: number): Promise<string[]> {
  const passwordHash = await hashPassword(randomUUID());
  const { ids } = await withClient((client) =>
    call<{ ids: string[] }>(client, "prepare_rehearsal_fans", [count, balance, passwordHash]),
  );
  return ids;
}

// Postgres looks for rows that refer to a deleted one, and sales need no index for that.
const LOOKUPS = [
  ["rehearsal_ledger_lookup", "ledger_entry (reservation_id)"],
  ["rehearsal_reservation_lookup", "reservation (seat_id)"],
] as const;

/** Removes a copy with all that its fans did, and empties their wallets. @throws AppError CONCERT_NOT_FOUND unless it is one */
export async function removeCopy(copyId: string): Promise<void> {
  await withClient(async (client) => {
    for (const [name, columns] of LOOKUPS) {
      await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`); // one that was left half built
      await client.query(`CREATE INDEX CONCURRENTLY ${name} ON ${columns}`);
    }
    try {
      await call(client, "remove_rehearsal", [copyId]);
    } finally {
      for (const [name] of LOOKUPS) await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
    }
  });
  await deleteQueue(copyId);
  await invalidateConcerts();
}

/** Removes every copy; only for who has the one rehearsal that may run, because all others have died. */
export async function removeLeftCopies(): Promise<void> {
  const left = await db().concert.findMany({ where: { rehearsalOfId: { not: null } }, select: { id: true } });
  for (const { id } of left) await removeCopy(String(id));
}
