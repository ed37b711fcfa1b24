import { processSingleton } from "@/lib/core/singleton";
import { migrate } from "@/tools/database/migrations";
import { databaseUrl, withConnection } from "../support/database";

/**
 * A database of this file's own, so that its time and its outbox are nobody else's; call it at the top, before anything
 * asks for the pool, and what it returns before all tests. Nothing drains by itself: the stories say when.
 */
export function modelDatabaseFor(name: string): () => Promise<void> {
  const url = databaseUrl(process.env.DATABASE_URL ?? "", name);
  Object.assign(process.env, { DATABASE_URL: url, RATE_LIMIT_MULTIPLIER: "1000" });
  Object.assign(
    processSingleton<object>("outbox drain", () => ({})),
    { scheduled: true }, // so that no other one is
  );
  return async () => {
    await withConnection(databaseUrl(url, "postgres"), (server) => server.query(`CREATE DATABASE ${name}`));
    await migrate(url);
    const first = 1_000_000_000 + Math.floor(Math.random() * 1_000_000_000); // the lines in Redis are everybody's
    await withConnection(url, (client) => client.query(`ALTER SEQUENCE concert_id_seq RESTART WITH ${first}`));
  };
}
