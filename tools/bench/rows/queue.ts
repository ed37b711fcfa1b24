import { signInFans } from "../bench-stack";
import { serializeRequest } from "../load/http-connection";
import { rateOf, runLoad, WARM_UP_REQUESTS, warmUp } from "../load/run-load";
import { alternate, pairedMedian } from "../paired-runs";
import { perSecond, type Row, row } from "../row";
import { type BenchContext, createConcertFor, joinAll } from "./fixtures";

const CLIENTS = 64;
const WAITING = 400;

const rates = ({ ours, baseline }: { ours: number; baseline: number }) =>
  `${perSecond(ours)} of ${perSecond(baseline)}`;

/** Everybody's document straight from the front door, beside constant bytes from node:http. */
export async function bareHandlerRow({ front, baseline, size }: BenchContext): Promise<Row> {
  const concert = await createConcertFor(50, 1);
  const ours = serializeRequest("GET", `/api/queue/serving?concertId=${concert.id}`);
  const theirs = serializeRequest("GET", "/bare");
  const load = (url: string, request: string) => async () =>
    rateOf(await runLoad({ url, clients: CLIENTS, ms: size.roundMs, request: () => request }), 200);
  await Promise.all([warmUp(front, CLIENTS, () => ours), warmUp(baseline, CLIENTS, () => theirs)]);
  const medians = pairedMedian(await alternate(size.rounds, load(front, ours), load(baseline, theirs)));
  return row("bare handler on the hot process", medians.ratio, "× raw node:http", 0.5, rates(medians));
}

/** One's own place: session, token, the line's script, a new token. */
export async function pollRow({ front, baseline, size }: BenchContext): Promise<Row> {
  const concert = await createConcertFor(50, 1);
  const placed = await joinAll(concert, await signInFans(WAITING + 1), 1);
  const requests = placed.slice(1).map(({ fan, token, number }) => ({
    ours: serializeRequest("GET", `/api/queue?concertId=${concert.id}`, {
      headers: { authorization: fan.bearer, "queue-token": token },
    }),
    theirs: serializeRequest("GET", `/line/${fan.id}/${number}`),
  }));
  const load = (url: string, side: "ours" | "theirs") => async () =>
    rateOf(
      await runLoad({
        url,
        clients: CLIENTS,
        ms: size.roundMs,
        request: (n) => requests[n % requests.length]?.[side] ?? "",
      }),
      200,
    );
  await warmUp(front, CLIENTS, (n) => requests[n % requests.length]?.ours ?? "");
  const medians = pairedMedian(await alternate(size.rounds, load(front, "ours"), load(baseline, "theirs")));
  return row("poll: session, own place, over HTTP", medians.ratio, "× node:http + bare script", 0.55, rates(medians));
}

/** New fans, each once: their sessions are met for the first time, too. */
export async function joinRow({ front, baseline, size }: BenchContext): Promise<Row> {
  const each = size.quick ? 600 : 2_000;
  const concert = await createConcertFor(50, 1);
  const [fans, others] = [await signInFans(each * size.rounds), await signInFans(WARM_UP_REQUESTS)];
  const body = JSON.stringify({ concertId: concert.id });
  const join = (round: number) => (n: number) =>
    serializeRequest("POST", "/api/queue", { headers: { authorization: fans[round * each + n]?.bearer ?? "" }, body });
  const enter = (round: number) => (n: number) =>
    serializeRequest("POST", `/line/${fans[round * each + n]?.id}/${round * each + n}`, { body });
  await warmUp(front, CLIENTS, (n) =>
    serializeRequest("POST", "/api/queue", {
      headers: { authorization: others[n % WARM_UP_REQUESTS]?.bearer ?? "" },
      body,
    }),
  );
  const load = (url: string, of: typeof join, status: number) => async (round: number) =>
    rateOf(await runLoad({ url, clients: CLIENTS, count: each, request: of(round) }), status);
  const medians = pairedMedian(await alternate(size.rounds, load(front, join, 201), load(baseline, enter, 200)));
  return row(
    "join: a new session, a new number, over HTTP",
    medians.ratio,
    "× node:http + bare script",
    0.5,
    rates(medians),
  );
}
