import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { issueToken } from "@/lib/auth/session";
import { concertInput, createConcert } from "@/lib/catalogue";
import { closeDb, pool } from "@/lib/core/db";
import { migrate } from "../migrations";
import { packDoor } from "../parts/pack-door";
import type { Stopping } from "../parts/stop";
import { temporaryFolder } from "../testing/site";
import { tickCron } from "../tick";
import { App } from "./apps";
import { type Hurt, hurtPostgres, hurtValkey } from "./engines";
import type { Sale } from "./fan";
import type { Options } from "./options";
import { type FrontDoor, startProxy } from "./proxy";
import { startSink } from "./sink";

export type Person = { id: string; session: string };
export type House = {
  postgres: Hurt;
  valkey: Hurt;
  apps: App[];
  proxy: FrontDoor;
  /** Makes the receiver of the outbox answer errors, or take everything again. */
  setSinkBroken(broken: boolean): void;
  sale: Sale;
  people: Person[];
};

const APPS = 2;
const DAY_MS = 86_400_000;
const secret = () => randomBytes(32).toString("hex");
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

async function openSale({ seats, capacity }: Options): Promise<Sale> {
  const { rows } = await pool().query<{ id: string }>(
    "INSERT INTO users (email, name, password_hash, role) VALUES ('admin@jari.test', 'Admin', '', 'ADMIN') RETURNING id",
  );
  const input = concertInput.parse({
    ...{ name: "Drill", host: "Jari", description: "An on-sale that is broken on purpose.", seatLimit: 4 },
    ...{ salesOpenAt: inDays(-1), salesCloseAt: inDays(20), capacity, admitPerMinute: 60_000 },
    schedules: [
      {
        ...{ startsAt: inDays(30), venue: "Drill Hall" },
        hall: { type: "plain", seats, grades: [{ name: "R", price: 50_000, from: 1, to: seats }] },
      },
    ],
  });
  const concert = await createConcert(input, { id: rows[0]?.id ?? "", role: "ADMIN" });
  return { concertId: concert.id, scheduleId: concert.schedules[0]?.id ?? "" };
}

async function invite(count: number): Promise<Person[]> {
  const { rows } = await pool().query<{ id: string; email: string; name: string }>(
    `INSERT INTO users (email, name, password_hash)
     SELECT 'fan' || n || '@jari.test', 'Fan ' || n, '' FROM generate_series(1, $1::int) n RETURNING id, email, name`,
    [count],
  );
  return Promise.all(
    rows.map(async (who) => ({ id: who.id, session: (await issueToken({ ...who, role: "FAN" })).token })),
  );
}

/** Everything an on-sale stands on, on engines of its own that can be hurt. `process.env` gets its settings. */
export async function openHouse(options: Options, stopping: Stopping): Promise<House> {
  const folder = await temporaryFolder();
  stopping.add({ name: "the folder", stop: () => rm(folder, { recursive: true, force: true }) });
  const [postgres, valkey, sink] = await Promise.all([
    hurtPostgres(stopping, folder, secret()),
    hurtValkey(stopping),
    startSink(stopping),
  ]);
  await migrate(postgres.url);
  Object.assign(process.env, {
    ...{ DATABASE_URL: postgres.url, REDIS_URL: valkey.url, NEXTAUTH_SECRET: secret(), CRON_SECRET: secret() },
    HOLD_SECONDS: String(options.holdSeconds),
    SESSION_SECONDS: String(options.sessionSeconds),
    LINE_RECOVERY_SECONDS: String(options.recoverySeconds),
    RATE_LIMIT_MULTIPLIER: "1000", // every fan comes from one address
    DATA_PLATFORM_WEBHOOK_URL: sink.url,
    DATA_PLATFORM_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString("base64")}`,
    WEBHOOK_ALLOW_PRIVATE: "1",
  });
  const [sale, people] = [await openSale(options), await invite(options.fans)];
  await closeDb();
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production", LOG_LEVEL: "fatal" };
  await packDoor();
  const apps = await Promise.all(Array.from({ length: APPS }, () => App.start(env, stopping)));
  const proxy = await startProxy(
    apps.map(({ port }) => port),
    stopping,
  );
  void tickCron(proxy.base, process.env.CRON_SECRET ?? "", stopping.signal);
  return { postgres, valkey, apps, proxy, setSinkBroken: sink.setBroken, sale, people };
}
