import pg from "pg";
import { verifyPassword } from "@/lib/auth/password";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "@/prisma/seed/accounts";
import { UserError } from "../cli";

const TIMEOUT_MS = 5_000;
const UNDEFINED_TABLE = "42P01"; // nothing was migrated, so nothing was seeded

type HashGroup = { passwordHash: string; emails: string[] };

/** The seed gives all its accounts one hash, so this is one row, and one argon2 verification, unless somebody changed some. */
const HASHES = `
  SELECT password_hash AS "passwordHash", array_agg(email ORDER BY position) AS emails
  FROM users JOIN unnest($1::text[]) WITH ORDINALITY AS demo (address, position) ON address = email
  WHERE password_hash LIKE '$argon2%' GROUP BY password_hash`;

async function demoHashes(connectionString: string): Promise<HashGroup[]> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  try {
    await client.connect();
    return (await client.query<HashGroup>(HASHES, [DEMO_ACCOUNTS.map(({ email }) => email)])).rows;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "no answer";
    if (code === UNDEFINED_TABLE) return [];
    throw new UserError(
      `The database of DATABASE_URL cannot be asked for accounts of the demo (${code}). Jari starts once it answers.`,
    );
  } finally {
    await client.end();
  }
}

/** The accounts of the demo in this database whose password is still the published one. */
async function publishedAccounts(databaseUrl: string): Promise<string[]> {
  const groups = await demoHashes(databaseUrl);
  const matches = await Promise.all(groups.map(({ passwordHash }) => verifyPassword(passwordHash, DEMO_PASSWORD)));
  return groups.filter((_, index) => matches[index]).flatMap(({ emails }) => emails);
}

/** @throws UserError while an account of the demo has its published password, or when the database does not say */
export async function rejectPublishedPasswords(databaseUrl: string): Promise<void> {
  const [first, ...others] = await publishedAccounts(databaseUrl);
  if (!first) return;
  const named = others.length > 0 ? `${first} and ${others.length} more` : first;
  throw new UserError(
    `The database has accounts with the demo's published password: ${named}. Use a database that was never seeded, or give them other passwords (docs/operations.md, Demo accounts).`,
  );
}
