// The production server: /api, the files of the build, and Next behind it, in API_PROCESSES processes that share one port.
// Bundled by build/bundle-server.ts; run as: node .next/api-server/main.mjs <port of Next> [header of one's own proxy]
import cluster from "node:cluster";
import path from "node:path";
import { FastResponse } from "srvx/node";
import { closeDb } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { closeRedis } from "@/lib/core/redis";
import { closeReplica } from "@/lib/core/replica";
import { closeOutbox } from "@/lib/jobs/drain";
import { startTracingIfConfigured } from "@/lib/observability/tracing";
import { runCommand } from "@/tools/cli";
import { startCluster } from "./cluster";

const IDLE_SOCKET_TIMEOUT_MS = 150_000; // longer than any request may take (lib/api/load-shedding/with-load-shedding.ts)

const [nextPort, trustedHeader] = process.argv.slice(2);

async function serve(): Promise<() => Promise<void>> {
  Object.assign(globalThis, { Response: FastResponse }); // Node's own takes twice as long as the rest of a request (docs/server.md)
  const { startServer } = await import("./http-server"); // the primary of a cluster does not need it
  const { HOST, PORT, NEXT_DIST_DIR, REQUEST_RECEIVE_TIMEOUT_SECONDS } = env();
  const tracing = await startTracingIfConfigured();
  if (cluster.isWorker) (await import("./metrics-worker")).joinClusterMetrics();
  const server = await startServer({
    host: HOST,
    port: PORT,
    nextPort: Number(nextPort),
    trustedHeader,
    buildFolder: path.resolve(NEXT_DIST_DIR),
    receiveTimeoutMs: REQUEST_RECEIVE_TIMEOUT_SECONDS * 1_000,
    idleSocketTimeoutMs: IDLE_SOCKET_TIMEOUT_MS,
  });
  return async () => {
    await server.close();
    await closeOutbox();
    await Promise.all([closeDb(), closeReplica(), closeRedis(), tracing.end()]);
  };
}

await runCommand(async () => {
  const { API_PROCESSES } = env();
  const isPrimary = API_PROCESSES > 1 && cluster.isPrimary;
  const stop = isPrimary ? startCluster(API_PROCESSES).stop : await serve();
  process.on("SIGINT", () => {}); // Ctrl-C reaches the launcher too, which stops its parts in order
  process.once("SIGTERM", async () => {
    await stop();
    process.exit();
  });
});
if (process.exitCode) process.exit(); // the channel to a primary would keep it running
