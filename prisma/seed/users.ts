import { hashPassword } from "@/lib/auth/password";
import { pool } from "@/lib/core/db";
import { hashRequest } from "@/lib/core/idempotency";
import { charge } from "@/lib/payments/wallet";
import { ADMIN, BUYERS, DEMO_ACCOUNTS, DEMO_PASSWORD } from "./accounts";

export type DemoUsers = { admin: { id: string; role: "ADMIN" }; buyers: { id: string }[] };

/** The demo's accounts. New ones get their balance by charge(), so that it is in the ledger. */
export async function seedUsers(): Promise<DemoUsers> {
  const { rows: existing } = await pool().query<{ email: string }>("SELECT email FROM users WHERE email = ANY($1)", [
    DEMO_ACCOUNTS.map(({ email }) => email),
  ]);
  if (existing.length < DEMO_ACCOUNTS.length) await insertUsers(DEMO_ACCOUNTS);
  const { rows } = await pool().query<{ id: string; email: string; uncharged: boolean }>(
    `SELECT id, email, NOT EXISTS (SELECT 1 FROM ledger_entry WHERE user_id = users.id) AS uncharged
     FROM users WHERE email = ANY($1)`,
    [DEMO_ACCOUNTS.map(({ email }) => email)],
  );
  const ids = new Map(rows.map(({ email, id }) => [email, id]));
  await Promise.all(
    DEMO_ACCOUNTS.map(async ({ email, won }) => {
      const row = rows.find((one) => one.email === email);
      if (!row?.uncharged || won === 0) return;
      await charge(row.id, won, { key: `seed-${email}`, requestHash: hashRequest("SEED", "/charge", { email, won }) });
    }),
  );
  const idOf = (email: string) => ids.get(email) ?? "";
  return {
    admin: { id: idOf(ADMIN.email), role: "ADMIN" },
    buyers: BUYERS.map(({ email }) => ({ id: idOf(email) })),
  };
}

async function insertUsers(users: { email: string; name: string }[]): Promise<void> {
  await pool().query(
    `INSERT INTO users (email, name, password_hash, role)
     SELECT email, name, $3, CASE WHEN email LIKE 'admin@%' THEN 'ADMIN' ELSE 'FAN' END::role
     FROM unnest($1::text[], $2::text[]) AS account (email, name) ON CONFLICT (email) DO NOTHING`,
    [users.map(({ email }) => email), users.map(({ name }) => name), await hashPassword(DEMO_PASSWORD)],
  );
}
