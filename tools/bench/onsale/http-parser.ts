/** The head of a response; names are in lower case, `cookies` are its Set-Cookie headers. */
export type ResponseHead = { status: number; headers: Map<string, string>; cookies: string[] };

type Handlers = {
  onHead(head: ResponseHead): void;
  onData(chunk: Buffer): void;
  onEnd(): void;
};

const HEAD_END = "\r\n\r\n";
const EMPTY = Buffer.alloc(0);

function parseHead(text: string): ResponseHead {
  const lines = text.split("\r\n");
  const headers = new Map<string, string>();
  const cookies: string[] = [];
  for (let index = 1; index < lines.length; index++) {
    const line = lines[index] ?? "";
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === "set-cookie") cookies.push(value);
    else headers.set(name, value);
  }
  return { status: Number(lines[0]?.slice(9, 12)), headers, cookies };
}

/** Reads the responses of one HTTP/1.1 connection as its bytes arrive, one after the other. */
export class HttpParser {
  #bytes: Buffer = EMPTY;
  #state: "head" | "length" | "chunk-size" | "chunk" | "trailer" = "head";
  #left = 0;

  constructor(private readonly handlers: Handlers) {}

  push(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    while (this.#bytes.length > 0 && this.#step());
  }

  /** Reads the next part; false when its bytes have not all arrived. */
  #step(): boolean {
    if (this.#state === "head") return this.#readHead();
    if (this.#state === "chunk-size") return this.#readChunkSize();
    if (this.#state === "trailer") return this.#readTrailer();
    const part = this.#bytes.subarray(0, this.#left);
    this.#bytes = this.#bytes.subarray(part.length);
    this.#left -= part.length;
    if (this.#state === "chunk") {
      const own = this.#left >= 2 ? part : part.subarray(0, Math.max(0, part.length - (2 - this.#left)));
      if (own.length > 0) this.handlers.onData(own);
      if (this.#left === 0) this.#state = "chunk-size";
    } else {
      this.handlers.onData(part);
      if (this.#left === 0) this.#end();
    }
    return true;
  }

  #readHead(): boolean {
    const end = this.#bytes.indexOf(HEAD_END);
    if (end < 0) return false;
    const head = parseHead(this.#bytes.toString("latin1", 0, end));
    this.#bytes = this.#bytes.subarray(end + HEAD_END.length);
    if (head.status < 200) return true; // 103 Early Hints
    this.#left = Number(head.headers.get("content-length") ?? 0);
    const isChunked = head.headers.get("transfer-encoding") === "chunked";
    this.#state = isChunked ? "chunk-size" : "length";
    this.handlers.onHead(head);
    const isEmpty = head.status === 204 || head.status === 304 || (!isChunked && this.#left === 0);
    if (isEmpty) this.#end();
    return true;
  }

  #readChunkSize(): boolean {
    const end = this.#bytes.indexOf("\r\n");
    if (end < 0) return false;
    const size = Number.parseInt(this.#bytes.toString("latin1", 0, end), 16);
    this.#bytes = this.#bytes.subarray(end + 2);
    this.#left = size + 2; // and its line end
    this.#state = size > 0 ? "chunk" : "trailer";
    return true;
  }

  #readTrailer(): boolean {
    const end = this.#bytes.indexOf("\r\n");
    if (end < 0) return false;
    this.#bytes = this.#bytes.subarray(end + 2);
    if (end === 0) this.#end();
    return true;
  }

  #end(): void {
    this.#state = "head";
    this.#left = 0;
    this.handlers.onEnd();
  }
}
