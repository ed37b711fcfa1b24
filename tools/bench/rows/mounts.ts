import { startChild } from "@/tools/dev/child-process";
import { freePort } from "@/tools/dev/services/ports";
import { waitForHttp } from "@/tools/dev/wait-for-http";
import { type BenchStack, signInFans, startServer } from "../bench-stack";
import { serializeRequest } from "../load/http-connection";
import { rateOf, runLoad, warmUp } from "../load/run-load";
import { alternate, pairedMedian } from "../paired-runs";
import { perSecond, type Row, row } from "../row";
import { type BenchContext, createConcertFor, joinAll } from "./fixtures";

const CLIENTS = 64;
const NEXT = "node_modules/next/dist/bin/next";

export async function startNext({ shutdown }: BenchStack): Promise<string> {
  const port = await freePort();
  const env = { ...process.env, NODE_ENV: "production" } as const;
  const child = startChild("Next", [NEXT, "start", "-H", "127.0.0.1", "-p", String(port)], { env, quiet: true });
  shutdown.add(child);
  await waitForHttp(`http://127.0.0.1:${port}/api/health`, child);
  return `http://127.0.0.1:${port}`;
}

/** Polls of a line in which nobody moves, the same for every server. */
async function polling() {
  const concert = await createConcertFor(50, 1);
  const placed = await joinAll(concert, await signInFans(200), 1);
  const requests = placed.slice(1).map(({ fan, token }) =>
    serializeRequest("GET", `/api/queue?concertId=${concert.id}`, {
      headers: { authorization: fan.bearer, "queue-token": token },
    }),
  );
  const document = serializeRequest("GET", `/api/queue/serving?concertId=${concert.id}`);
  return { poll: (n: number) => requests[n % requests.length] ?? "", document: () => document };
}

/** The same handlers as Next's route handlers, which is what Vercel runs. */
export async function nextRows({ stack, front, size }: BenchContext): Promise<Row[]> {
  const next = await startNext(stack);
  const { poll, document } = await polling();
  const compare = async (name: string, request: (n: number) => string) => {
    const load = (url: string) => async () =>
      rateOf(await runLoad({ url, clients: CLIENTS, ms: size.roundMs, request }), 200);
    for (const url of [next, front]) await warmUp(url, CLIENTS, request);
    const medians = pairedMedian(await alternate(Math.ceil(size.rounds / 2), load(next), load(front)));
    const detail = `${perSecond(medians.ours)} of ${perSecond(medians.baseline)}`;
    return row(`Next mount: ${name}`, medians.ratio, "× hot mount", null, detail);
  };
  return [await compare("public line document", document), await compare("poll", poll)];
}

/** One process of the API, then two. The load generator and the engines want cores of their own. */
export async function processesRow({ stack, size }: BenchContext): Promise<Row> {
  const [one, two] = [await startServer(stack, 1), await startServer(stack, 2)];
  const { poll } = await polling();
  const load = (url: string) => async () =>
    rateOf(await runLoad({ url, clients: CLIENTS, ms: size.roundMs, request: poll }), 200);
  for (const { url } of [one, two]) await warmUp(url, CLIENTS, poll);
  const medians = pairedMedian(await alternate(size.rounds, load(two.url), load(one.url)));
  await Promise.all([one.stop(), two.stop()]);
  const cores = (await import("node:os")).availableParallelism();
  const goal = cores >= 6 ? 1.6 : null; // two of ours, two engines, the load: fewer cores cannot show it
  const detail = `${perSecond(medians.ours)} of ${perSecond(medians.baseline)}, on ${cores} cores`;
  return row("poll: 1 → 2 API processes", medians.ratio, "× throughput", goal, detail);
}
