import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { issueToken } from "@/lib/auth/session";
import { concertInput, createConcert } from "@/lib/concerts";
import { closeDb, pool } from "@/lib/core/db";
import { bundleServer } from "@/server/build/bundle-server";
import { migrate } from "@/tools/database/migrations";
import { runCron } from "@/tools/dev/cron";
import type { Shutdown } from "@/tools/dev/shutdown";
import { temporaryFolder } from "@/tools/testing/test-site";
import { AppProcess } from "./app-process";
import { type FaultyEngine, startFaultyPostgres, startFaultyValkey } from "./faulty-engines";
import type { ChaosOptions } from "./options";
import { type ChaosProxy, startProxy } from "./proxy";
import type { Sale } from "./simulated-user";
import { startWebhookSink } from "./webhook-sink";

export type Participant = { id: string; session: string };
export type ChaosStack = {
  postgres: FaultyEngine;
  valkey: FaultyEngine;
  apps: AppProcess[];
  proxy: ChaosProxy;
  /** Makes the receiver of the outbox answer errors, or take everything again. */
  setSinkBroken(broken: boolean): void;
  sale: Sale;
  participants: Participant[];
};

const APPS = 2;
const DAY_MS = 86_400_000;
const secret = () => randomBytes(32).toString("hex");
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

async function openSale({ seats, capacity }: ChaosOptions): Promise<Sale> {
  const { rows } = await pool().query<{ id: string }>(
    "INSERT INTO users (email, name, password_hash, role) VALUES ('admin@jari.test', 'Admin', '', 'ADMIN') RETURNING id",
  );
  const input = concertInput.parse({
    ...{ name: "Drill", host: "Jari", description: "An on-sale that is broken on purpose.", seatLimit: 4 },
    ...{ salesOpenAt: inDays(-1), salesCloseAt: inDays(20), capacity, admitPerMinute: 60_000, holdCooldownSeconds: 0 },
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

async function createParticipants(count: number): Promise<Participant[]> {
  const { rows } = await pool().query<{ id: string; email: string; name: string }>(
    `INSERT INTO users (email, name, password_hash)
     SELECT 'fan' || n || '@jari.test', 'Fan ' || n, '' FROM generate_series(1, $1::int) n RETURNING id, email, name`,
    [count],
  );
  return Promise.all(
    rows.map(async (user) => ({ id: user.id, session: (await issueToken({ ...user, role: "FAN" })).token })),
  );
}

/** Everything an on-sale stands on, on engines of its own that can be hurt. `process.env` gets its settings. */
export async function startChaosStack(options: ChaosOptions, shutdown: Shutdown): Promise<ChaosStack> {
  const folder = await temporaryFolder();
  shutdown.add({ name: "the folder", stop: () => rm(folder, { recursive: true, force: true }) });
  const [postgres, valkey, sink] = await Promise.all([
    startFaultyPostgres(shutdown, folder, secret()),
    startFaultyValkey(shutdown),
    startWebhookSink(shutdown),
  ]);
  await migrate(postgres.url);
  Object.assign(process.env, {
    ...{ DATABASE_URL: postgres.url, REDIS_URL: valkey.url, NEXTAUTH_SECRET: secret(), CRON_SECRET: secret() },
    HOLD_SECONDS: String(options.holdSeconds),
    SESSION_SECONDS: String(options.sessionSeconds),
    QUEUE_RECOVERY_SECONDS: String(options.recoverySeconds),
    RATE_LIMIT_MULTIPLIER: "1000", // every fan comes from one address
    DATA_PLATFORM_WEBHOOK_URL: sink.url,
    DATA_PLATFORM_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString("base64")}`,
    WEBHOOK_ALLOW_PRIVATE: "1",
  });
  const [sale, participants] = [await openSale(options), await createParticipants(options.fans)];
  await closeDb();
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production", LOG_LEVEL: "fatal" };
  await bundleServer();
  const apps = await Promise.all(Array.from({ length: APPS }, () => AppProcess.start(env, shutdown)));
  const proxy = await startProxy(
    apps.map(({ port }) => port),
    shutdown,
  );
  void runCron(proxy.base, process.env.CRON_SECRET ?? "", shutdown.signal);
  return { postgres, valkey, apps, proxy, setSinkBroken: sink.setBroken, sale, participants };
}
