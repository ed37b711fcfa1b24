import { signedIn, startFloor } from "../house";
import { drive, ratePer, warm } from "../load/drive";
import { requestOf, Wire } from "../load/wire";
import { byTurns, middleOf } from "../pairs";
import { perSecond, type Row, row } from "../row";
import { concertFor, inLine, type World } from "./world";

const READERS = 64;
const SEATS = 1_000;
const CAPACITY = 10_000;

/** Many who look at one hall, beside node:http that sends them the same bytes. */
export async function seatsRow({ house, front, size }: World): Promise<Row> {
  const concert = await concertFor(SEATS, CAPACITY);
  const placed = await inLine(concert, await signedIn(READERS), CAPACITY);
  const looks = placed.map(({ fan, token }) =>
    requestOf("GET", `/api/seats?scheduleId=${concert.scheduleId}`, {
      headers: { authorization: fan.bearer, "queue-token": token, "accept-encoding": "gzip" },
    }),
  );
  const wire = new Wire(front);
  const { body } = await wire.ask(looks[0] ?? "");
  wire.close();
  const floor = await startFloor(house, body);
  const load = (url: string, request: (n: number) => string) => async () =>
    ratePer(await drive({ url, clients: READERS, ms: size.roundMs, request }), 200);
  const ours = load(front, (n) => looks[n % READERS] ?? "");
  const theirs = load(floor.url, () => requestOf("GET", "/bytes"));
  await warm(front, READERS, (n) => looks[n % READERS] ?? "");
  const middle = middleOf(await byTurns(size.rounds, ours, theirs));
  await floor.stop();
  const detail = `${perSecond(middle.ours)} of ${perSecond(middle.floor)}, ${body.length.toLocaleString("en-US")} bytes`;
  return row(
    `seat map, ${SEATS.toLocaleString("en-US")} seats, ${READERS} readers`,
    middle.ratio,
    "× node:http, same bytes",
    0.6,
    detail,
  );
}
