import { performance } from "node:perf_hooks";
import { type Fan, signInFans, startServer } from "../bench-stack";
import { type Flood, floodsOf, openFlood } from "../load/floods";
import { HttpConnection, serializeRequest } from "../load/http-connection";
import { type Row, row } from "../row";
import { type BenchContext, createConcertFor } from "./fixtures";

const FANS = 30;
const POLLS_EACH = 2;
const AT_ONCE = 4;

type Honest = { lost: number; waitsMs: number[] };

const joinRequest = ({ bearer }: Fan, concertId: string) =>
  serializeRequest("POST", "/api/queue", { headers: { authorization: bearer }, body: JSON.stringify({ concertId }) });

const pollRequest = ({ bearer }: Fan, concertId: string, token: string) =>
  serializeRequest("GET", `/api/queue?concertId=${concertId}`, {
    headers: { authorization: bearer, "queue-token": token },
  });

async function joined(wire: HttpConnection, fan: Fan, concertId: string): Promise<string | null> {
  const { status, body } = await wire.send(joinRequest(fan, concertId));
  return status < 300 ? (JSON.parse(body.toString()) as { token: string }).token : null;
}

/** Fans who join and poll; a request that is not served is lost, and with a lost join its polls. */
async function honestFans(url: string, concertId: string): Promise<Honest> {
  const fans = await signInFans(FANS);
  const honest: Honest = { lost: 0, waitsMs: [] };
  const timed = async <T>(work: Promise<T>): Promise<T> => {
    const began = performance.now();
    const result = await work;
    honest.waitsMs.push(performance.now() - began);
    return result;
  };
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const wire = new HttpConnection(url);
      for (let fan = fans.pop(); fan; fan = fans.pop()) {
        const token = await timed(joined(wire, fan, concertId));
        if (token === null) honest.lost += 1 + POLLS_EACH;
        for (let poll = 0; token !== null && poll < POLLS_EACH; poll++)
          if ((await timed(wire.send(pollRequest(fan, concertId, token)))).status !== 200) honest.lost++;
      }
      wire.close();
    }),
  );
  return honest;
}

const percentile = (waits: readonly number[], of: number) =>
  waits.toSorted((a, b) => a - b)[Math.floor(of * (waits.length - 1))] ?? 0;

async function floodRow(url: string, concertId: string, { name, ...flood }: Flood): Promise<Row> {
  const running = (await openFlood(url, { name, ...flood })).start();
  const { lost, waitsMs } = await honestFans(url, concertId);
  const answers = await running.stop();
  const waits = `p50 ${percentile(waitsMs, 0.5).toFixed(0)}, p99 ${percentile(waitsMs, 0.99).toFixed(0)} ms`;
  const answered = Object.entries(answers).map(([answer, count]) => `${answer} ${count} times`);
  const detail = `of ${FANS * (1 + POLLS_EACH)}; ${waits}; the others were answered ${answered.join(", ")}`;
  return row(`beside ${flood.connections} connections with ${name}`, lost, "honest requests lost", 0, detail, true);
}

/** What honest fans lose while somebody floods a server with the default settings. */
export async function laneRows({ stack }: BenchContext): Promise<Row[]> {
  const server = await startServer(stack, 1, { API_MAX_CONCURRENT_REQUESTS: "", RATE_LIMIT_MULTIPLIER: "1" });
  const concert = await createConcertFor(50, 1);
  const [fan] = await signInFans(1);
  const wire = new HttpConnection(server.url);
  const token = fan && (await joined(wire, fan, concert.id));
  wire.close();
  if (!fan || !token) throw new Error("nobody could join before the floods");
  const rows: Row[] = [];
  for (const flood of floodsOf(pollRequest(fan, concert.id, token)))
    rows.push(await floodRow(server.url, concert.id, flood));
  await server.stop();
  return rows;
}
