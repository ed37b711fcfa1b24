import { hashPassword } from "@/lib/auth/password";
import { pool } from "@/lib/core/db";
import { hashRequest } from "@/lib/core/idempotency";
import { charge } from "@/lib/payments/wallet";

const PASSWORD = "jari-demo-1234"; // public: the README has it
const BUYERS = 40;

const FANS = [
  { email: "fan1@jari.test", name: "김하늘", won: 1_000_000 },
  { email: "fan2@jari.test", name: "이바다", won: 500_000 },
  { email: "fan3@jari.test", name: "박노을", won: 50_000 }, // too little for most tickets, so that the demo shows a charge
];

const buyers = Array.from({ length: BUYERS }, (_, index) => ({
  email: `crowd${index + 1}@jari.test`,
  name: `데모 관객 ${index + 1}`,
  won: 2_000_000,
}));

export type DemoUsers = { admin: { id: string; role: "ADMIN" }; buyers: { id: string }[] };

/** The demo's accounts. New ones get their balance by charge(), so that it is in the ledger. */
export async function seedUsers(): Promise<DemoUsers> {
  const accounts = [{ email: "admin@jari.test", name: "자리지기", won: 0 }, ...FANS, ...buyers];
  const { rows: existing } = await pool().query<{ email: string }>("SELECT email FROM users WHERE email = ANY($1)", [
    accounts.map(({ email }) => email),
  ]);
  if (existing.length < accounts.length) await insertUsers(accounts);
  const { rows } = await pool().query<{ id: string; email: string; uncharged: boolean }>(
    `SELECT id, email, NOT EXISTS (SELECT 1 FROM ledger_entry WHERE user_id = users.id) AS uncharged
     FROM users WHERE email = ANY($1)`,
    [accounts.map(({ email }) => email)],
  );
  const ids = new Map(rows.map(({ email, id }) => [email, id]));
  await Promise.all(
    accounts.map(async ({ email, won }) => {
      const row = rows.find((one) => one.email === email);
      if (!row?.uncharged || won === 0) return;
      await charge(row.id, won, { key: `seed-${email}`, requestHash: hashRequest("SEED", "/charge", { email, won }) });
    }),
  );
  const idOf = (email: string) => ids.get(email) ?? "";
  return {
    admin: { id: idOf("admin@jari.test"), role: "ADMIN" },
    buyers: buyers.map(({ email }) => ({ id: idOf(email) })),
  };
}

async function insertUsers(users: { email: string; name: string }[]): Promise<void> {
  await pool().query(
    `INSERT INTO users (email, name, password_hash, role)
     SELECT email, name, $3, CASE WHEN email LIKE 'admin@%' THEN 'ADMIN' ELSE 'FAN' END::role
     FROM unnest($1::text[], $2::text[]) AS account (email, name) ON CONFLICT (email) DO NOTHING`,
    [users.map(({ email }) => email), users.map(({ name }) => name), await hashPassword(PASSWORD)],
  );
}
