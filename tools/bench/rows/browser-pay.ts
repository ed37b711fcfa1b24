import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { hold } from "@/lib/booking";
import { type Fan, signInFans, startServer } from "../bench-stack";
import { HttpConnection, serializeRequest } from "../load/http-connection";
import { median } from "../paired-runs";
import { type Row, row } from "../row";
import { type BenchContext, createConcertFor, joinAll } from "./fixtures";
import { startNext } from "./mounts";

const PAGE_CONNECTIONS = 300;
const PAYERS = 4;
const PAUSE_MS = 20; // of a payer between two payments
const CAPACITY = 100_000;
const WARM_UP_MS = 2_000;

type Held = { fan: Fan; token: string; reservationId: string };
type PageStats = { pages: number; busy: number };

/** The requests of visitors: three pages that everybody shares, and one that is rendered for its visitor. */
function pageRequests(slug: string, fan: Fan, index: number): string[] {
  const own = { "x-real-ip": `198.18.${index >> 8}.${index & 255}`, accept: "text/html", "accept-encoding": "br" };
  const paths = ["/", `/concerts/${slug}`, `/concerts/${slug}/line`];
  const cookie = `next-auth.session-token=${fan.bearer.slice("Bearer ".length)}`;
  const rendered = serializeRequest("GET", "/tickets?js=off", { headers: { ...own, cookie } });
  return [...paths.map((path) => serializeRequest("GET", path, { headers: own })), rendered];
}

/** Visitors who open one page after the other until `signal`; one who is told to come back later does. */
async function visitPages(url: string, slug: string, fans: readonly Fan[], signal: AbortSignal): Promise<PageStats> {
  const stats: PageStats = { pages: 0, busy: 0 };
  const visit = async (index: number) => {
    const fan = fans[index % fans.length];
    if (!fan) return;
    const requests = pageRequests(slug, fan, index);
    const wire = new HttpConnection(url);
    for (let at = index; !signal.aborted; at++) {
      const { status, head } = await wire.send(requests[at % requests.length] ?? "");
      if (status === 200) stats.pages++;
      else if (status === 503) {
        stats.busy++;
        wire.close(); // as the response says
        const seconds = Number(/retry-after: (\d+)/i.exec(head)?.[1]);
        await delay(1_000 * seconds, undefined, { signal }).catch(() => {});
      } else throw new Error(`a page answered ${status}`);
    }
    wire.close();
  };
  await Promise.all(Array.from({ length: PAGE_CONNECTIONS }, (_, index) => visit(index)));
  return stats;
}

/** Pays as a browser does, with its cookies; resolves with how long each took, in ms. */
async function payAll(url: string, concertId: string, batch: readonly Held[]): Promise<number[]> {
  const waits: number[] = [];
  let next = 0;
  const payer = async () => {
    const wire = new HttpConnection(url);
    for (let held = batch[next++]; held; held = batch[next++]) {
      const cookie = `next-auth.session-token=${held.fan.bearer.slice("Bearer ".length)}; jari-queue-${concertId}=${held.token}`;
      const headers = { cookie, "sec-fetch-site": "same-origin", "idempotency-key": randomUUID() };
      const body = JSON.stringify({ reservationIds: [held.reservationId] });
      const began = performance.now();
      const { status } = await wire.send(serializeRequest("POST", "/api/payments", { headers, body }));
      if (status !== 201) throw new Error(`a payment answered ${status}`);
      waits.push(performance.now() - began);
      await delay(PAUSE_MS);
    }
    wire.close();
  };
  await Promise.all(Array.from({ length: PAYERS }, payer));
  return waits.sort((a, b) => a - b);
}

async function holdForAll(count: number) {
  const fans = await signInFans(count, 1_000_000);
  const concert = await createConcertFor(count, CAPACITY);
  const placed = await joinAll(concert, fans, CAPACITY);
  const held: Held[] = [];
  for (const [n, { fan, token, number }] of placed.entries()) {
    const wanted = { userId: fan.id, scheduleId: concert.scheduleId, seatNumbers: [n + 1], queueNumber: number };
    held.push({ fan, token, reservationId: (await hold(wanted)).reservations[0]?.id ?? "" });
  }
  return { fans, concert, held };
}

/** A payment from the checkout page while 300 visitors ask for pages, beside one that has the server to itself. */
export async function browserPayRow({ stack, size }: BenchContext): Promise<Row> {
  const each = size.quick ? 60 : 200;
  const rounds = Math.ceil(size.rounds / 3);
  const { fans, concert, held } = await holdForAll((2 * rounds + 1) * each);
  const next = await startNext(stack);
  const front = await startServer(stack, 1, {}, Number(new URL(next).port));
  const batch = () => held.splice(0, each);
  const p95 = (waits: number[]) => waits[Math.floor(0.95 * waits.length)] ?? 0;
  await payAll(front.url, concert.id, batch()); // compiles the code
  const pairs: { alone: number; beside: number; stats: PageStats; seconds: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const alone = p95(await payAll(front.url, concert.id, batch()));
    const stop = new AbortController();
    const began = performance.now();
    const visiting = visitPages(front.url, concert.slug, fans, stop.signal);
    await Promise.race([delay(WARM_UP_MS), visiting]);
    const beside = p95(await payAll(front.url, concert.id, batch()));
    stop.abort();
    pairs.push({ alone, beside, stats: await visiting, seconds: (performance.now() - began) / 1_000 });
  }
  await front.stop();
  const ms = (pick: (pair: (typeof pairs)[number]) => number) => median(pairs.map(pick)).toFixed(1);
  const pages = median(pairs.map(({ stats, seconds }) => stats.pages / seconds));
  const busy = median(pairs.map(({ stats, seconds }) => stats.busy / seconds));
  return row(
    `pay by the browser's way while ${PAGE_CONNECTIONS} connections ask for pages`,
    median(pairs.map(({ alone, beside }) => beside / alone)),
    "× alone, p95",
    3,
    `${ms(({ beside }) => beside)} of ${ms(({ alone }) => alone)} ms; ${pages.toFixed(0)} pages/s, ${busy.toFixed(0)} told to come back`,
    true,
  );
}
