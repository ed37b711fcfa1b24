import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline, Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { replyTo } from "@/lib/api/framework/dispatch";
import { Asked } from "@/lib/api/framework/request";
import type { Reply } from "@/lib/api/framework/response";
import { AppError } from "@/lib/core/errors";
import type { HeaderReader } from "@/lib/core/headers";
import { log } from "@/lib/core/log";
import { rejectBadHost } from "./client-errors";
import { clientInfo, forwardedHeaders, isForwarded } from "./client-info";

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i; // a name, or an address, and a port
const ODD = /\/\.|%2e|[^!-[\]-~]|#/i; // what the URL standard would write otherwise: dots, backslashes, other alphabets
const TOLD_MS = 500; // in which a client that sends too much can read that it does
const decoder = new TextDecoder();

/** A request's target in its two parts, as the URL standard writes them. */
function partsOf(target: string): [path: string, query: string] {
  if (ODD.test(target)) {
    const { pathname, search } = new URL(target, "http://jari");
    return [pathname, search.slice(1)];
  }
  const at = target.indexOf("?");
  return at < 0 ? [target, ""] : [target.slice(0, at), target.slice(at + 1)];
}

/** A request as node:http has read it. */
class Incoming extends Asked implements HeaderReader {
  readonly origin: string;

  constructor(
    readonly incoming: IncomingMessage,
    readonly outgoing: ServerResponse,
    readonly trusted: string | undefined,
  ) {
    const { method = "", url = "", headers } = incoming;
    super(method, ...partsOf(url));
    this.origin = `http://${headers.host}`;
  }

  get headers(): HeaderReader {
    return this;
  }

  /** What a client says about who it is and where it came from is not heard: we know. */
  get(name: string): string | null {
    if (isForwarded(name)) return forwardedHeaders(clientInfo(this.incoming, this.trusted))[name] ?? null;
    const said = this.incoming.headers[name];
    return (typeof said === "string" ? said : said?.join(", ")) ?? null;
  }

  get signal(): AbortSignal {
    const left = new AbortController();
    this.outgoing.once("close", () => left.abort());
    return left.signal;
  }

  read(limit: number): Promise<string> {
    const { incoming } = this;
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      incoming.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= limit) {
          chunks.push(chunk);
          return;
        }
        incoming.pause(); // what still comes is not read
        setTimeout(() => incoming.socket.destroySoon(), TOLD_MS);
        reject(new AppError("PAYLOAD_TOO_LARGE"));
      });
      incoming.once("end", () => resolve(decoder.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))));
      incoming.once("error", reject);
      const left = () => incoming.readableEnded || reject(new Error("the client has left"));
      if (incoming.destroyed) left();
      else incoming.once("close", left);
    });
  }
}

const hasNoBody = (status: number) => status === 204 || status === 304;

function write(outgoing: ServerResponse, { status, headers, body }: Reply): void {
  if (body instanceof ReadableStream) {
    outgoing.writeHead(status, headers).flushHeaders();
    pipeline(Readable.fromWeb(body as NodeStream), outgoing, () => {}); // it ends with whoever leaves first
    return;
  }
  if (body !== null) headers.push("content-length", String(Buffer.byteLength(body)));
  else if (!hasNoBody(status) && outgoing.req.method !== "HEAD") headers.push("content-length", "0");
  outgoing.writeHead(status, headers).end(body ?? undefined);
}

/** Answers /api over node:http, with nothing in between. `isStopping`: the connection is closed after the answer. */
export const apiListener =
  (trusted: string | undefined, isStopping: () => boolean) =>
  async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    try {
      if (!HOST.test(incoming.headers.host ?? "")) return rejectBadHost(outgoing);
      const reply = await replyTo(new Incoming(incoming, outgoing, trusted));
      if (isStopping()) outgoing.shouldKeepAlive = false;
      write(outgoing, reply);
    } catch (error) {
      log.error({ err: String(error) }, "an answer that cannot be written");
      outgoing.destroy();
    }
  };
