import { signInFans, startBaseline } from "../bench-stack";
import { HttpConnection, serializeRequest } from "../load/http-connection";
import { rateOf, runLoad, warmUp } from "../load/run-load";
import { alternate, pairedMedian } from "../paired-runs";
import { perSecond, type Row, row } from "../row";
import { type BenchContext, createConcertFor, joinAll } from "./fixtures";

const READERS = 64;
const SEATS = 1_000;
const CAPACITY = 10_000;

/** Many who look at one hall, beside node:http that sends them the same bytes. */
export async function seatsRow({ stack, front, size }: BenchContext): Promise<Row> {
  const concert = await createConcertFor(SEATS, CAPACITY);
  const placed = await joinAll(concert, await signInFans(READERS), CAPACITY);
  const requests = placed.map(({ fan, token }) =>
    serializeRequest("GET", `/api/seats?scheduleId=${concert.scheduleId}`, {
      headers: { authorization: fan.bearer, "queue-token": token, "accept-encoding": "gzip" },
    }),
  );
  const wire = new HttpConnection(front);
  const { body } = await wire.send(requests[0] ?? "");
  wire.close();
  const baseline = await startBaseline(stack, body);
  const load = (url: string, request: (n: number) => string) => async () =>
    rateOf(await runLoad({ url, clients: READERS, ms: size.roundMs, request }), 200);
  const ours = load(front, (n) => requests[n % READERS] ?? "");
  const theirs = load(baseline.url, () => serializeRequest("GET", "/bytes"));
  await warmUp(front, READERS, (n) => requests[n % READERS] ?? "");
  const medians = pairedMedian(await alternate(size.rounds, ours, theirs));
  await baseline.stop();
  const detail = `${perSecond(medians.ours)} of ${perSecond(medians.baseline)}, ${body.length.toLocaleString("en-US")} bytes`;
  return row(
    `seat map, ${SEATS.toLocaleString("en-US")} seats, ${READERS} readers`,
    medians.ratio,
    "× node:http, same bytes",
    0.6,
    detail,
  );
}
