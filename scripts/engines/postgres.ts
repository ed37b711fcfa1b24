import { type Engine, launch } from "./launch";
import { freePort } from "./ports";
import type { PostgresSettings } from "./postgres-process";

type Options = Pick<PostgresSettings, "dataDir" | "password"> & Partial<Pick<PostgresSettings, "port" | "durable">>;

/**
 * PostgreSQL 18 from npm in a process of its own, with the database `jari`, on `port` if it is free. `dataDir` must be
 * reachable for the user it runs as (see `home`). Whatever a killed launcher left running on it is stopped first.
 */
export async function startPostgres({ durable = true, ...options }: Options): Promise<Engine> {
  const port = await freePort(options.port);
  const settings: PostgresSettings = { ...options, port, durable, user: "jari", database: "jari" };
  const engine = await launch("PostgreSQL", "postgres-process.ts", settings);
  return { ...engine, port, url: `postgresql://jari:${options.password}@127.0.0.1:${port}/jari` };
}
