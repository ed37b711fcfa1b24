import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

/** What came back: null when the server hung up without a word. */
export type RawResponse = { status: number; headers: Headers; text: string } | null;
/** Bytes to send, and whether to hang up after them. */
export type RawRequest = { pieces: Buffer[]; pauseMs: number; cut: boolean; bodyless: boolean };

const TIMEOUT_MS = 60_000; // a slow machine with both cores busy

const latin1 = (bytes: Buffer) => bytes.toString("latin1");

function headOf(bytes: Buffer): { status: number; headers: Headers; after: number } | null {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [first = "", ...lines] = latin1(bytes.subarray(0, end)).split("\r\n");
  const headers = new Headers();
  for (const line of lines) headers.append(line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim());
  return { status: Number(first.split(" ")[1]), headers, after: end + 4 };
}

/** A chunked body that has come whole, without its lengths; null while it has not. */
function unchunked(bytes: Buffer): { body: Buffer; size: number } | null {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = bytes.indexOf("\r\n", at);
    if (line < 0) return null;
    const length = Number.parseInt(latin1(bytes.subarray(at, line)), 16);
    const next = line + 2 + length + 2;
    if (next > bytes.length) return null;
    if (length === 0) return { body: Buffer.concat(parts), size: next };
    parts.push(bytes.subarray(line + 2, line + 2 + length));
    at = next;
  }
}

function unpacked(body: Buffer, headers: Headers): string {
  const packing = headers.get("content-encoding");
  if (packing === "br") return brotliDecompressSync(body).toString();
  return (packing === "gzip" ? gunzipSync(body) : body).toString();
}

const isStream = (headers: Headers) => headers.get("content-type")?.startsWith("text/event-stream") ?? false;

/** Reads one answer off what has come so far; null while there is not enough of it. */
function answerIn(bytes: Buffer, bodyless: boolean, ended: boolean): { response: RawResponse; size: number } | null {
  const head = headOf(bytes);
  if (!head) return null;
  const { status, headers, after } = head;
  if (status === 100) return answerIn(bytes.subarray(after), bodyless, ended);
  const rest = bytes.subarray(after);
  const whole = (body: Buffer, size: number) => ({
    response: { status, headers, text: unpacked(body, headers) },
    size,
  });
  if (bodyless || status === 204 || status === 304) return whole(Buffer.alloc(0), after);
  if (isStream(headers)) return whole(Buffer.alloc(0), after);
  if (headers.get("transfer-encoding") === "chunked") {
    const chunks = unchunked(rest);
    return chunks && whole(chunks.body, after + chunks.size);
  }
  const length = Number(headers.get("content-length") ?? Number.NaN);
  if (Number.isNaN(length)) return ended ? whole(rest, bytes.length) : null;
  return rest.length < length ? null : whole(rest.subarray(0, length), after + length);
}

/** One request over a connection of its own, kept for the next where the server keeps it. */
export class RawConnection {
  #socket: Socket | null = null;

  constructor(private readonly port: number) {}

  /**
   * Sends as it is, and what comes back; over a new connection where the kept one has been closed meanwhile.
   * @throws when nothing comes for {@link TIMEOUT_MS}
   */
  async send(parts: RawRequest): Promise<RawResponse> {
    const reused = this.#socket;
    this.#socket = null;
    const response = reused && !reused.destroyed ? await this.#askOver(reused, parts) : null;
    if (response || (reused && parts.cut)) return response;
    return this.#askOver(
      connect({ port: this.port, host: "127.0.0.1", noDelay: true }).on("error", () => {}),
      parts,
    );
  }

  async #askOver(socket: Socket, { pieces, pauseMs, cut, bodyless }: RawRequest): Promise<RawResponse> {
    const answer = this.#answer(socket, bodyless);
    for (const [at, piece] of pieces.entries()) {
      if (at > 0 && pauseMs > 0) await delay(pauseMs);
      if (!socket.destroyed) await new Promise((sent) => socket.write(piece, sent));
    }
    if (cut) socket.destroy();
    return answer;
  }

  #answer(socket: Socket, bodyless: boolean): Promise<RawResponse> {
    return new Promise((resolve, reject) => {
      let bytes: Buffer = Buffer.alloc(0);
      const end = () => {
        clearTimeout(timer);
        socket.off("data", more).off("close", over);
      };
      const parse = (ended: boolean) => {
        const found = answerIn(bytes, bodyless, ended);
        if (!found && !ended) return;
        end();
        const headers = found?.response?.headers ?? new Headers();
        const isWhole = !ended && found?.size === bytes.length && !isStream(headers);
        const isKept = isWhole && headers.get("connection") === "keep-alive";
        if (isKept) this.#socket = socket;
        else socket.destroy();
        resolve(found?.response ?? null);
      };
      const more = (chunk: Buffer) => {
        bytes = Buffer.concat([bytes, chunk]);
        parse(false);
      };
      const over = () => parse(true);
      const timer = setTimeout(() => {
        end();
        socket.destroy();
        reject(new Error(`no answer in ${TIMEOUT_MS} ms`));
      }, TIMEOUT_MS);
      socket.on("data", more).on("close", over);
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = null;
  }
}
