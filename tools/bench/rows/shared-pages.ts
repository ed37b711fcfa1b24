import path from "node:path";
import { startNginx } from "@/tools/dev/services/nginx";
import { findTool, NGINX } from "@/tools/testing/external-tools";
import { startBaseline, startServer } from "../bench-stack";
import { HttpConnection, serializeRequest } from "../load/http-connection";
import { rateOf, runLoad, warmUp } from "../load/run-load";
import { alternate, pairedMedian } from "../paired-runs";
import { perSecond, type Row, row } from "../row";
import { type BenchContext, createConcertFor } from "./fixtures";
import { startNext } from "./mounts";

const VISITORS = 64;
const CROWD = 1_000;
const CONCERTS = 10;

const pageRequest = (page: string) =>
  serializeRequest("GET", page, {
    headers: { "accept-language": "ko-KR,ko;q=0.9,en;q=0.8", "accept-encoding": "gzip, deflate, br, zstd" },
  });

async function readBody(url: string, page: string): Promise<Buffer> {
  const connection = new HttpConnection(url);
  const { status, body } = await connection.send(pageRequest(page));
  connection.close();
  if (status !== 200) throw new Error(`${page} answers ${status}`);
  return body;
}

/** How often Next has been asked for a shared page. */
async function renderCountOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/api/metrics`)).text();
  return Number(/^jari_page_renders_total (\d+)/m.exec(text)?.[1]);
}

type PageBench = BenchContext & { pages: string };

/** One page for many visitors, beside node:http that sends the same compressed bytes. */
async function pageRow({ stack, size, pages }: PageBench, name: string, page: string, goal: number): Promise<Row> {
  const body = await readBody(pages, page);
  const baseline = await startBaseline(stack, body);
  const load = (url: string, request: string) => async () =>
    rateOf(await runLoad({ url, clients: VISITORS, ms: size.roundMs, request: () => request }), 200);
  await warmUp(pages, VISITORS, () => pageRequest(page));
  await warmUp(baseline.url, VISITORS, () => serializeRequest("GET", "/bytes"));
  const ours = load(pages, pageRequest(page));
  const medians = pairedMedian(
    await alternate(size.rounds, ours, load(baseline.url, serializeRequest("GET", "/bytes"))),
  );
  await baseline.stop();
  const detail = `${perSecond(medians.ours)} of ${perSecond(medians.baseline)}, ${body.length.toLocaleString("en-US")} bytes`;
  return row(name, medians.ratio, "× node:http, same bytes", goal, detail);
}

/** How often one page and language is rendered while a crowd asks for nothing else. */
async function rendersRow({ pages, size }: PageBench, page: string): Promise<Row> {
  const before = await renderCountOf(pages);
  const result = await runLoad({
    url: pages,
    clients: CROWD,
    ms: size.quick ? 3_000 : 10_000,
    request: () => pageRequest(page),
  });
  const renders = (await renderCountOf(pages)) - before;
  const detail = `${renders} in ${result.seconds.toFixed(1)} s, for ${perSecond(rateOf(result, 200))}; p99 ${result.all.p99.toFixed(0)} ms`;
  const perSecondAtMost = Math.max(0, renders - 1) / result.seconds; // the first may follow one that was due
  return row(
    `renders of one page and language under ${CROWD} connections`,
    perSecondAtMost,
    "a second",
    1,
    detail,
    true,
  );
}

/** The pages that are the same for everybody, from the server's memory and through nginx. */
export async function sharedPageRows(bench: BenchContext): Promise<Row[]> {
  const { stack } = bench;
  const next = await startNext(stack);
  const front = await startServer(stack, 1, {}, Number(new URL(next).port));
  const concerts = await Promise.all(Array.from({ length: CONCERTS }, () => createConcertFor(50, 1)));
  const concert = `/concerts/${concerts[0]?.slug}`;
  const direct: PageBench = { ...bench, pages: front.url };
  const rows = [
    await pageRow(direct, "programme page", "/", 0.5),
    await pageRow(direct, "concert page", concert, 0.5),
    await pageRow(direct, "waiting room page", `${concert}/line`, 0.5),
    await pageRow(direct, "sign-in page", "/signin", 0.5),
    await rendersRow(direct, concert),
  ];
  const file = findTool(NGINX);
  if (file) {
    const folder = path.join(stack.folder, "nginx-pages");
    const upstreamPorts = [Number(new URL(front.url).port)];
    const nginx = stack.shutdown.add(await startNginx({ file, folder, upstreamPorts }));
    rows.push(await pageRow({ ...bench, pages: nginx.url }, "concert page through nginx", concert, 1));
    await nginx.stop();
  }
  await front.stop();
  return rows;
}
