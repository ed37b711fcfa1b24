import net from "node:net";

/** A response with its raw head. */
export type RawResponse = { status: number; head: string; body: Buffer };

type Waiting = { resolve(reply: RawResponse): void; reject(error: Error): void };

const HEAD_END = "\r\n\r\n";
const LAST_CHUNK = Buffer.from("0\r\n\r\n");

const hasNoBody = (status: number) => status === 204 || status === 304;

/** The body of a complete chunked message. */
function joined(chunked: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = chunked.indexOf("\r\n", at);
    const bytes = Number.parseInt(chunked.toString("latin1", at, line), 16);
    if (!(bytes > 0)) return Buffer.concat(parts);
    parts.push(chunked.subarray(line + 2, line + 2 + bytes));
    at = line + 2 + bytes + 2;
  }
}

/** The first complete response in these bytes and its length; null when it is incomplete. */
function readReply(bytes: Buffer): { reply: RawResponse; length: number } | null {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return null;
  const head = bytes.toString("latin1", 0, headEnd);
  const status = Number(head.slice(9, 12));
  const from = headEnd + HEAD_END.length;
  const contentLength = /\ncontent-length: *(\d+)/i.exec(head);
  if (contentLength || hasNoBody(status)) {
    const to = from + Number(contentLength && !hasNoBody(status) ? contentLength[1] : 0);
    return bytes.length < to ? null : { reply: { status, head, body: bytes.subarray(from, to) }, length: to };
  }
  const end = bytes.indexOf(LAST_CHUNK, from); // no body of ours contains these bytes
  if (end < 0) return null;
  const to = end + LAST_CHUNK.length;
  return { reply: { status, head, body: joined(bytes.subarray(from, to)) }, length: to };
}

/**
 * A kept connection with as little of HTTP/1.1 as a load generator needs: one request at a time, sent as given. It
 * reconnects after the server has closed it.
 */
export class HttpConnection {
  readonly #to: net.TcpNetConnectOpts;
  #socket: net.Socket | undefined;
  #bytes: Buffer = Buffer.alloc(0);
  #waiting: Waiting | undefined;

  constructor(url: string, from?: string) {
    const { hostname, port } = new URL(url);
    this.#to = { host: hostname, port: Number(port), noDelay: true, localAddress: from };
  }

  #open(): net.Socket {
    if (this.#socket) return this.#socket;
    const socket = net.connect(this.#to);
    const over = (error: Error) => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#bytes = Buffer.alloc(0);
      this.#waiting?.reject(error);
    };
    socket.on("data", (chunk) => this.#read(chunk));
    socket.on("error", over).on("close", () => over(new Error("the connection was closed")));
    this.#socket = socket;
    return socket;
  }

  #read(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    const read = readReply(this.#bytes);
    if (!read) return;
    this.#bytes = this.#bytes.subarray(read.length);
    this.#waiting?.resolve(read.reply);
  }

  /** Sends a complete request after the previous one was answered. @throws when the connection breaks */
  send(request: string | Buffer): Promise<RawResponse> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#open().write(request);
    });
  }

  close(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.destroy();
  }
}

type RequestParts = { headers?: Record<string, string>; body?: string };

/** A complete HTTP/1.1 request as text. */
export function serializeRequest(method: string, path: string, { headers = {}, body }: RequestParts = {}): string {
  const withHost = { host: "jari.test", ...headers };
  const all = body === undefined ? withHost : { ...withHost, "content-type": "application/json" };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = body === undefined ? "" : `content-length: ${Buffer.byteLength(body)}\r\n`;
  return `${method} ${path} HTTP/1.1\r\n${lines.join("")}${length}\r\n${body ?? ""}`;
}
