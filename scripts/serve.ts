// The front door of a self-hosted Jari, in as many processes as API_PROCESSES says, which share one port.
// Packed into plain JavaScript (parts/pack-door.ts): node .next/front/serve.mjs <port of the pages> [header of one's own proxy]
import cluster from "node:cluster";
import path from "node:path";
import { closeDb } from "@/lib/core/db";
import { env } from "@/lib/core/env";
import { closeRedis } from "@/lib/core/redis";
import { traceIfAsked } from "@/lib/core/trace";
import { command } from "./parts/say";
import { leadWorkers } from "./serving/workers";

const STILL_MS = 150_000; // longer than any request may take (lib/http/shedding/serve.ts)

const [pagesPort, trustedHeader] = process.argv.slice(2);

async function serve(): Promise<() => Promise<void>> {
  const { openFront } = await import("./serving/front"); // which whoever only leads needs not
  const { HOST, PORT, NEXT_DIST_DIR, ARRIVAL_SECONDS } = env();
  const tracing = await traceIfAsked();
  if (cluster.isWorker) (await import("./serving/count-together")).countTogether();
  const front = await openFront({
    ...{ host: HOST, port: PORT, pagesPort: Number(pagesPort), trustedHeader },
    buildFolder: path.resolve(NEXT_DIST_DIR),
    arrivalMs: ARRIVAL_SECONDS * 1_000,
    stillMs: STILL_MS,
  });
  return async () => {
    await front.close();
    await Promise.all([closeDb(), closeRedis(), tracing.end()]);
  };
}

await command(async () => {
  const { API_PROCESSES } = env();
  const leads = API_PROCESSES > 1 && cluster.isPrimary;
  const stop = leads ? leadWorkers(API_PROCESSES).stop : await serve();
  process.on("SIGINT", () => {}); // Ctrl-C reaches the launcher too, which stops its parts in order
  process.once("SIGTERM", async () => {
    await stop();
    process.exit();
  });
});
if (process.exitCode) process.exit(); // a channel to whoever leads would keep it
