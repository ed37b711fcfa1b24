import { signedIn } from "../house";
import { drive, ratePer, WARMING, warm } from "../load/drive";
import { requestOf } from "../load/wire";
import { byTurns, middleOf } from "../pairs";
import { perSecond, type Row, row } from "../row";
import { concertFor, inLine, type World } from "./world";

const CLIENTS = 64;
const WAITING = 400;

const told = ({ ours, floor }: { ours: number; floor: number }) => `${perSecond(ours)} of ${perSecond(floor)}`;

/** Everybody's document straight from the front door, beside constant bytes from node:http. */
export async function bareRow({ front, floor, size }: World): Promise<Row> {
  const concert = await concertFor(50, 1);
  const ours = requestOf("GET", `/api/queue/serving?concertId=${concert.id}`);
  const theirs = requestOf("GET", "/bare");
  const load = (url: string, request: string) => async () =>
    ratePer(await drive({ url, clients: CLIENTS, ms: size.roundMs, request: () => request }), 200);
  await Promise.all([warm(front, CLIENTS, () => ours), warm(floor, CLIENTS, () => theirs)]);
  const middle = middleOf(await byTurns(size.rounds, load(front, ours), load(floor, theirs)));
  return row("bare handler on the hot process", middle.ratio, "× raw node:http", 0.75, told(middle));
}

/** One's own place: session, token, the line's script, a new token. */
export async function pollRow({ front, floor, size }: World): Promise<Row> {
  const concert = await concertFor(50, 1);
  const placed = await inLine(concert, await signedIn(WAITING + 1), 1);
  const asks = placed.slice(1).map(({ fan, token, number }) => ({
    ours: requestOf("GET", `/api/queue?concertId=${concert.id}`, {
      headers: { authorization: fan.bearer, "queue-token": token },
    }),
    theirs: requestOf("GET", `/line/${fan.id}/${number}`),
  }));
  const load = (url: string, whose: "ours" | "theirs") => async () =>
    ratePer(
      await drive({ url, clients: CLIENTS, ms: size.roundMs, request: (n) => asks[n % asks.length]?.[whose] ?? "" }),
      200,
    );
  await warm(front, CLIENTS, (n) => asks[n % asks.length]?.ours ?? "");
  const middle = middleOf(await byTurns(size.rounds, load(front, "ours"), load(floor, "theirs")));
  return row("poll: session, own place, over HTTP", middle.ratio, "× node:http + bare script", 0.8, told(middle));
}

/** New fans, each once: their sessions are met for the first time, too. */
export async function joinRow({ front, floor, size }: World): Promise<Row> {
  const each = size.quick ? 600 : 2_000;
  const concert = await concertFor(50, 1);
  const [fans, others] = [await signedIn(each * size.rounds), await signedIn(WARMING)];
  const body = JSON.stringify({ concertId: concert.id });
  const join = (round: number) => (n: number) =>
    requestOf("POST", "/api/queue", { headers: { authorization: fans[round * each + n]?.bearer ?? "" }, body });
  const enter = (round: number) => (n: number) =>
    requestOf("POST", `/line/${fans[round * each + n]?.id}/${round * each + n}`, { body });
  await warm(front, CLIENTS, (n) =>
    requestOf("POST", "/api/queue", { headers: { authorization: others[n % WARMING]?.bearer ?? "" }, body }),
  );
  const load = (url: string, of: typeof join, status: number) => async (round: number) =>
    ratePer(await drive({ url, clients: CLIENTS, count: each, request: of(round) }), status);
  const middle = middleOf(await byTurns(size.rounds, load(front, join, 201), load(floor, enter, 200)));
  return row(
    "join: a new session, a new number, over HTTP",
    middle.ratio,
    "× node:http + bare script",
    0.75,
    told(middle),
  );
}
