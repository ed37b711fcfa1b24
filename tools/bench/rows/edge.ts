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
async function askedOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/api/metrics`)).text();
  const counts = text
    .split("\n")
    .filter((line) => line.startsWith("jari_http_request_seconds_count{") && line.includes(`route="${ROUTE}"`));
  return counts.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

/** The document that everybody shares, through nginx; without nginx there is nothing to measure. */
export async function edgeRows({ house, front, floor, size }: BenchContext): Promise<Row[]> {
  const file = findTool(NGINX);
  if (!file) return [];
  const doors = [Number(new URL(front).port)];
  const nginx = house.stopping.add(
    await startNginx({ file, folder: path.join(house.folder, "nginx"), upstreamPorts: doors }),
  );
  const { id } = await createConcertFor(50, 1);
  const address = `${ROUTE}?concertId=${id}`;
  const load = (url: string, request: string) => async () =>
    rateOf(await runLoad({ url, clients: CLIENTS, ms: size.roundMs, request: () => request }), 200);
  const middle = pairedMedian(
    await alternate(
      size.rounds,
      load(nginx.url, serializeRequest("GET", address)),
      load(floor, serializeRequest("GET", "/bare")),
    ),
  );
  const detail = `${perSecond(middle.ours)} of ${perSecond(middle.baseline)}`;

  const pollers = size.quick ? 2_000 : 10_000;
  const before = await askedOf(front);
  const seen = await pollAll({ url: nginx.url, path: address, pollers, seconds: size.quick ? 4 : 10 });
  const asked = (await askedOf(front)) - before;
  if (seen.failures > 0) throw new Error(`${seen.failures} of the pollers' answers failed`);
  const crowd = `${seen.answers.toLocaleString("en-US")} answers in ${seen.seconds.toFixed(0)} s, ${asked} from the app`;
  return [
    row("public line document through nginx", middle.ratio, "× raw node:http", 1, detail),
    row(`origin under ${pollers.toLocaleString("en-US")} pollers`, asked / seen.seconds, "requests/s", 1, crowd, true),
  ];
}
