import { ENV_NAMES } from "@/lib/core/env";
import { ensureClient } from "@/scripts/generate";
import { Stopping } from "@/scripts/parts/stop";
import { testEngines } from "@/scripts/testing/site";

/** Engines of this run's own, on free ports, migrated; the workers find them in their environment. */
export default async function setup(): Promise<() => Promise<void>> {
  ensureClient();
  for (const name of ENV_NAMES) delete process.env[name]; // whatever the caller has set
  const stopping = new Stopping();
  const engines = await testEngines(stopping);
  Object.assign(process.env, engines, {
    TEST_REDIS_TCP: engines.REDIS_URL, // whatever transport the app is tested over
    NODE_ENV: "test",
    LOG_LEVEL: "silent",
    API_REQUESTS_AT_ONCE: "100000", // a race sends everything at once
    WEBHOOK_ALLOW_PRIVATE: "1",
  });
  return () => stopping.end();
}
