import { type Engine, launch } from "./launch";
import { ensurePostgresUser } from "./os-user";
import { onFreePort } from "./ports";
import type { PostgresSettings } from "./postgres-process";

type Options = Pick<PostgresSettings, "dataDir" | "password"> & Partial<Pick<PostgresSettings, "port" | "durable">>;

/**
 * PostgreSQL 18 from npm in a process of its own, with the database `jari`, on `port` if it is free. `dataDir` must be
 * reachable for the user it runs as (see `permissions.ts`). Whatever a killed launcher left running on it is stopped first.
 * @throws UserError when the caller is root and there is no user to run it as
 */
export async function startPostgres({ durable = true, port: preferred, ...options }: Options): Promise<Engine> {
  await ensurePostgresUser(); // here, where somebody may be asked; its own process has no terminal
  return onFreePort(preferred, async (port) => {
    const settings: PostgresSettings = { ...options, port, durable, user: "jari", database: "jari" };
    const engine = await launch("PostgreSQL", "postgres-process.ts", settings);
    return { ...engine, port, url: `postgresql://jari:${encodeURIComponent(options.password)}@127.0.0.1:${port}/jari` };
  });
}
