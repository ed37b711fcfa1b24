import path from "node:path";
import { Connection, type Reply } from "./connection";
import { decoded, type Site } from "./site";

const MAX_CONNECTIONS = 6; // to one site, as browsers have over HTTP/1.1
const API_TIMEOUT_MS = 10_000; // components/api.ts
const PAGE_TIMEOUT_MS = 60_000;
const RETRY_SECONDS = 5; // where an answer does not say
const OFFLINE_RETRY_MS = 1_000;
const MAX_FILE_TRIES = 5;

export type ApiReply = { status: number; code: string; body: unknown; retryAfterSeconds: number | null };
type ApiRequest = { method: "GET" | "POST" | "DELETE"; path: string; body?: unknown; key?: string };

export const OFFLINE: ApiReply = { status: 0, code: "OFFLINE", body: null, retryAfterSeconds: null };

/** Whether it is worth asking again: the server was busy, or no answer came. */
export const isBusy = ({ status }: Pick<ApiReply, "status">): boolean =>
  status === 0 || status === 429 || status >= 500;

const retryAfterOf = ({ headers }: Reply): number | null => {
  const seconds = Number(headers.get("retry-after"));
  return seconds > 0 ? seconds : null;
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const codeIn = (body: unknown): string =>
  typeof body === "object" && body !== null && "code" in body && typeof body.code === "string" ? body.code : "";

/** One fan's browser: cookies, kept connections and a cache of files. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #cached = new Set<number>();
  readonly #address: string | undefined;
  readonly #main: Connection;
  readonly #host: string;

  constructor(
    private readonly site: Site,
    private readonly visitor: { cookie: string; language: string; hasFiles: boolean; headers?: Record<string, string> },
  ) {
    this.#address = site.network.nextAddress();
    this.#main = new Connection(site.network, this.#address);
    this.#host = site.address.host;
    const at = visitor.cookie.indexOf("=");
    this.#cookies.set(visitor.cookie.slice(0, at), visitor.cookie.slice(at + 1));
  }

  /**
   * Opens a page with its files, again as often as the server asks to wait, and asks for what belongs to its visitor.
   * @returns milliseconds until its HTML was there, and until everything was
   */
  async openPage(
    step: string,
    path: string,
    calls: readonly string[] = [],
  ): Promise<{ htmlMs: number; allMs: number }> {
    const { site } = this;
    const began = performance.now();
    for (;;) {
      const reply = await this.#document(path).catch(() => null);
      const status = reply?.status ?? 0;
      if (reply && status < 400) {
        const htmlMs = performance.now() - began;
        if (status === 200) await this.#loadFiles(path, reply);
        for (const call of calls) await this.settle(`${step}, its visitor`, { method: "GET", path: call });
        return { htmlMs, allMs: performance.now() - began };
      }
      const retryAfterSeconds = reply && retryAfterOf(reply);
      site.countRefusal(step, status, reply ? "PAGE" : "OFFLINE", retryAfterSeconds);
      if (!isBusy({ status })) throw new Error(`${path} answered ${status}`);
      await site.timers.sleep(reply ? 1_000 * (retryAfterSeconds ?? RETRY_SECONDS) : OFFLINE_RETRY_MS);
    }
  }

  /** Calls the API as a page does; an answer that never came has status 0. */
  async call(step: string, request: ApiRequest): Promise<ApiReply> {
    try {
      const reply = await this.#send(this.#main, this.#apiRequest(request), API_TIMEOUT_MS);
      const body = reply.body.length > 0 ? parsed(decoded(reply).toString()) : null;
      const answer = { status: reply.status, code: codeIn(body), body, retryAfterSeconds: retryAfterOf(reply) };
      if (isBusy(answer)) this.site.countRefusal(step, answer.status, answer.code, answer.retryAfterSeconds);
      return answer;
    } catch {
      this.site.countRefusal(step, OFFLINE.status, OFFLINE.code, null);
      return OFFLINE;
    }
  }

  /** Calls the API until the server is not busy, under the same Idempotency-Key. */
  async settle(step: string, request: ApiRequest): Promise<ApiReply> {
    for (;;) {
      const answer = await this.call(step, request);
      if (!isBusy(answer) && answer.code !== "IDEMPOTENCY_IN_FLIGHT") return answer;
      await this.site.timers.sleep(
        answer.status === 0 ? OFFLINE_RETRY_MS : 1_000 * (answer.retryAfterSeconds ?? RETRY_SECONDS),
      );
    }
  }

  /** The answer whole, for who wants its headers. @throws when no answer came */
  fetch(path: string, headers: Record<string, string> = {}): Promise<Reply> {
    return this.#send(
      this.#main,
      this.#request("GET", path, { accept: "application/json", ...FETCH, ...headers }),
      API_TIMEOUT_MS,
    );
  }

  /** Opens an event stream on a connection of its own; returns how to close it. */
  stream(path: string, onData: (chunk: Buffer) => void, onClosed: () => void): () => void {
    const connection = new Connection(this.site.network, this.#address);
    const request = this.#request("GET", path, { accept: "text/event-stream", ...FETCH });
    connection.send(request, Number.POSITIVE_INFINITY, onData).then(onClosed, onClosed);
    return () => connection.close();
  }

  close(): void {
    this.#main.close();
  }

  #document(path: string): Promise<Reply> {
    return this.#send(this.#main, this.#request("GET", path, DOCUMENT), PAGE_TIMEOUT_MS);
  }

  async #loadFiles(path: string, reply: Reply): Promise<void> {
    const page = this.site.pageFiles(path, reply);
    await this.#loadAll(page.files);
    await this.#loadAll(this.site.fontsOf(path, page));
  }

  async #loadAll(files: readonly string[]): Promise<void> {
    const wanted = files.filter((file) => !this.#isCached(file));
    const extra = Array.from(
      { length: Math.min(MAX_CONNECTIONS, wanted.length) - 1 },
      () => new Connection(this.site.network, this.#address),
    );
    let next = 0;
    const work = async (connection: Connection) => {
      for (let file = wanted[next++]; file; file = wanted[next++]) await this.#loadFile(connection, file);
    };
    if (wanted.length > 0) await Promise.all([this.#main, ...extra].map(work));
    for (const connection of extra) connection.close();
  }

  #isCached(file: string): boolean {
    const info = this.site.files.get(file);
    if (!info) return false;
    return (
      (this.visitor.hasFiles && info.isImmutable) ||
      (this.#cached.has(info.index) && (info.isImmutable || info.isFresh))
    );
  }

  async #loadFile(connection: Connection, file: string): Promise<void> {
    const known = this.site.files.get(file);
    const etag = known && (this.visitor.hasFiles || this.#cached.has(known.index)) ? known.etag : undefined;
    const request = this.#request("GET", file, etag ? { ...FILE, "if-none-match": etag } : FILE);
    for (let tries = 0; tries < MAX_FILE_TRIES; tries++) {
      const reply = await this.#send(connection, request, PAGE_TIMEOUT_MS).catch(() => null);
      const status = reply?.status ?? 0;
      if (reply && !isBusy(reply)) {
        this.#cached.add(this.site.learnFile(file, reply).index);
        return;
      }
      const retryAfterSeconds = reply && retryAfterOf(reply);
      this.site.countRefusal(
        `file ${path.extname(file.split("?", 1)[0] ?? "") || file}`,
        status,
        reply ? "PAGE" : "OFFLINE",
        retryAfterSeconds,
      );
      await this.site.timers.sleep(reply ? 1_000 * (retryAfterSeconds ?? RETRY_SECONDS) : OFFLINE_RETRY_MS);
    }
  }

  async #send(connection: Connection, request: string, timeoutMs: number): Promise<Reply> {
    this.site.stats.requests++;
    const reply = await connection.send(request, performance.now() + timeoutMs);
    for (const cookie of reply.cookies) this.#keepCookie(cookie);
    return reply;
  }

  #keepCookie(cookie: string): void {
    const [pair = ""] = cookie.split(";", 1);
    const at = pair.indexOf("=");
    if (/;\s*max-age=0\b/i.test(cookie)) this.#cookies.delete(pair.slice(0, at));
    else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }

  #apiRequest({ method, path, body, key }: ApiRequest): string {
    const headers = {
      accept: "application/json",
      ...FETCH,
      ...(method === "GET" ? {} : { origin: this.site.address.origin }),
      ...(key ? { "idempotency-key": key } : {}),
    };
    return this.#request(method, path, headers, body === undefined ? undefined : JSON.stringify(body));
  }

  #request(method: string, path: string, headers: Record<string, string>, body?: string): string {
    let text = `${method} ${path} HTTP/1.1\r\nhost: ${this.#host}\r\naccept-language: ${this.visitor.language}\r\naccept-encoding: gzip, deflate, br\r\nuser-agent: Mozilla/5.0 (Jari bench)\r\n`;
    for (const [name, value] of Object.entries({ ...this.visitor.headers, ...headers }))
      text += `${name}: ${value}\r\n`;
    text += `cookie: ${[...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ")}\r\n`;
    if (body === undefined) return `${text}\r\n`;
    return `${text}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  }
}

const DOCUMENT = {
  accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
  "sec-fetch-dest": "document",
  "sec-fetch-mode": "navigate",
  "sec-fetch-site": "same-origin",
};
const FILE = { accept: "*/*", "sec-fetch-mode": "no-cors", "sec-fetch-site": "same-origin" };
const FETCH = { "sec-fetch-dest": "empty", "sec-fetch-mode": "cors", "sec-fetch-site": "same-origin" };
