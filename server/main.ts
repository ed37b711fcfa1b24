// The front door of a self-hosted Jari, in as many processes as API_PROCESSES says, which share one port.
// Packed into plain JavaScript (parts/pack-door.ts): node .next/front/main.mjs <port of the pages> [header of one's own proxy]
import cluster from "node:cluster";
import path from "node:path";
import { closeDb } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { closeRedis } from "@/lib/core/redis";
import { closeOutbox } from "@/lib/jobs/drain";
import { startTracingIfConfigured } from "@/lib/observability/tracing";
import { runCommand } from "@/tools/cli";
import { startCluster } from "./cluster";

const STILL_MS = 150_000; // longer than any request may take (lib/api/load-shedding/with-load-shedding.ts)

const [pagesPort, trustedHeader] = process.argv.slice(2);

async function serve(): Promise<() => Promise<void>> {
  const { startServer } = await import("./http-server"); // which whoever only leads needs not
  const { HOST, PORT, NEXT_DIST_DIR, REQUEST_RECEIVE_TIMEOUT_SECONDS } = env();
  const tracing = await startTracingIfConfigured();
  if (cluster.isWorker) (await import("./metrics-worker")).joinClusterMetrics();
  const front = await startServer({
    ...{ host: HOST, port: PORT, pagesPort: Number(pagesPort), trustedHeader },
    buildFolder: path.resolve(NEXT_DIST_DIR),
    arrivalMs: REQUEST_RECEIVE_TIMEOUT_SECONDS * 1_000,
    stillMs: STILL_MS,
  });
  return async () => {
    await front.close();
    await closeOutbox();
    await Promise.all([closeDb(), closeRedis(), tracing.end()]);
  };
}

await runCommand(async () => {
  const { API_PROCESSES } = env();
  const leads = API_PROCESSES > 1 && cluster.isPrimary;
  const stop = leads ? startCluster(API_PROCESSES).stop : await serve();
  process.on("SIGINT", () => {}); // Ctrl-C reaches the launcher too, which stops its parts in order
  process.once("SIGTERM", async () => {
    await stop();
    process.exit();
  });
});
if (process.exitCode) process.exit(); // a channel to whoever leads would keep it
