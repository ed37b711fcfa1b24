import path from "node:path";
import { startNginx } from "@/tools/dev/services/nginx";
import { findTool, NGINX } from "@/tools/testing/external-tools";
import { serializeRequest } from "../load/http-connection";
import { pollAll } from "../load/pollers";
import { rateOf, runLoad } from "../load/run-load";
import { alternate, pairedMedian } from "../paired-runs";
import { perSecond, type Row, row } from "../row";
import { type BenchContext, createConcertFor } from "./fixtures";

const CLIENTS = 64;
const ROUTE = "/api/queue/serving";

/** How often the front door has answered this route, by its own metrics. */
async function requestCountOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/api/metrics`)).text();
  const counts = text
    .split("\n")
    .filter((line) => line.startsWith("jari_http_request_seconds_count{") && line.includes(`route="${ROUTE}"`));
  return counts.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

/** The document that everybody shares, through nginx; without nginx there is nothing to measure. */
export async function edgeRows({ stack, front, baseline, size }: BenchContext): Promise<Row[]> {
  const file = findTool(NGINX);
  if (!file) return [];
  const ports = [Number(new URL(front).port)];
  const nginx = stack.shutdown.add(
    await startNginx({ file, folder: path.join(stack.folder, "nginx"), upstreamPorts: ports }),
  );
  const { id } = await createConcertFor(50, 1);
  const address = `${ROUTE}?concertId=${id}`;
  const load = (url: string, request: string) => async () =>
    rateOf(await runLoad({ url, clients: CLIENTS, ms: size.roundMs, request: () => request }), 200);
  const medians = pairedMedian(
    await alternate(
      size.rounds,
      load(nginx.url, serializeRequest("GET", address)),
      load(baseline, serializeRequest("GET", "/bare")),
    ),
  );
  const detail = `${perSecond(medians.ours)} of ${perSecond(medians.baseline)}`;

  const pollers = size.quick ? 2_000 : 10_000;
  const before = await requestCountOf(front);
  const stats = await pollAll({ url: nginx.url, path: address, pollers, seconds: size.quick ? 4 : 10 });
  const originRequests = (await requestCountOf(front)) - before;
  if (stats.failures > 0) throw new Error(`${stats.failures} of the pollers' answers failed`);
  const pollDetail = `${stats.answers.toLocaleString("en-US")} answers in ${stats.seconds.toFixed(0)} s, ${originRequests} from the app`;
  return [
    row("public line document through nginx", medians.ratio, "× raw node:http", 1, detail),
    row(
      `origin under ${pollers.toLocaleString("en-US")} pollers`,
      originRequests / stats.seconds,
      "requests/s",
      1,
      pollDetail,
      true,
    ),
  ];
}
