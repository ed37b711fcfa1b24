import { ENV_NAMES } from "@/lib/core/env";
import { Shutdown } from "@/tools/dev/shutdown";
import { ensurePrismaClient } from "@/tools/generate/prisma-client";
import { testEngines } from "@/tools/testing/test-site";

/** Engines of this run's own, on free ports, migrated; the workers find them in their environment. */
export default async function setup(): Promise<() => Promise<void>> {
  ensurePrismaClient();
  for (const name of ENV_NAMES) delete process.env[name]; // whatever the caller has set
  const shutdown = new Shutdown();
  const engines = await testEngines(shutdown);
  Object.assign(process.env, engines, {
    TEST_REDIS_TCP: engines.REDIS_URL, // whatever transport the app is tested over
    NODE_ENV: "test",
    LOG_LEVEL: "silent",
    ALLOWED_HOSTS: "jari.test,tickets.test,jari_web",
    METRICS_TOKEN: "the tests' token of Prometheus, 32 characters",
    API_MAX_CONCURRENT_REQUESTS: "100000", // a race sends everything at once
    WEBHOOK_ALLOW_PRIVATE: "1",
  });
  return () => shutdown.end();
}
