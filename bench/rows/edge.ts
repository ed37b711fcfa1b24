import path from "node:path";
import { startNginx } from "@/scripts/engines/nginx";
import { NGINX, present } from "@/scripts/testing/neighbours";
import { drive, ratePer } from "../load/drive";
import { watch } from "../load/pollers";
import { requestOf } from "../load/wire";
import { byTurns, middleOf } from "../pairs";
import { perSecond, type Row, row } from "../row";
import { concertFor, type World } from "./world";

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
export async function edgeRows({ house, front, floor, size }: World): Promise<Row[]> {
  const file = present(NGINX);
  if (!file) return [];
  const doors = [Number(new URL(front).port)];
  const nginx = house.stopping.add(await startNginx({ file, folder: path.join(house.folder, "nginx"), doors }));
  const { id } = await concertFor(50, 1);
  const address = `${ROUTE}?concertId=${id}`;
  const load = (url: string, request: string) => async () =>
    ratePer(await drive({ url, clients: CLIENTS, ms: size.roundMs, request: () => request }), 200);
  const middle = middleOf(
    await byTurns(size.rounds, load(nginx.url, requestOf("GET", address)), load(floor, requestOf("GET", "/bare"))),
  );
  const detail = `${perSecond(middle.ours)} of ${perSecond(middle.floor)}`;

  const pollers = size.quick ? 2_000 : 10_000;
  const before = await askedOf(front);
  const seen = await watch({ url: nginx.url, path: address, pollers, seconds: size.quick ? 4 : 10 });
  const asked = (await askedOf(front)) - before;
  if (seen.failures > 0) throw new Error(`${seen.failures} of the pollers' answers failed`);
  const crowd = `${seen.answers.toLocaleString("en-US")} answers in ${seen.seconds.toFixed(0)} s, ${asked} from the app`;
  return [
    row("public line document through nginx", middle.ratio, "× raw node:http", 1, detail),
    row(`origin under ${pollers.toLocaleString("en-US")} pollers`, asked / seen.seconds, "requests/s", 1, crowd, true),
  ];
}
