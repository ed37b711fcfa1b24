import { AppError } from "@/lib/core/errors";
import { Asked } from "./request";
import type { Reply } from "./response";

/** A body that does not say its length, counted as it arrives: the first byte too many ends it. */
async function gather(stream: ReadableStream<Uint8Array>, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > limit) throw new AppError("PAYLOAD_TOO_LARGE");
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** A request of the Fetch standard, which is what Next gives its route handlers. */
export class Fetched extends Asked {
  readonly origin: string;

  constructor(readonly request: Request) {
    const url = new URL(request.url);
    super(request.method, url.pathname, url.search.slice(1));
    this.origin = url.origin;
  }

  get headers() {
    return this.request.headers;
  }

  get signal() {
    return this.request.signal;
  }

  /** A body that says its length is cut there by HTTP itself, so reading it whole is bounded, and twice as fast. */
  async read(limit: number): Promise<string> {
    const { headers, body } = this.request;
    if (headers.has("content-length")) return this.request.text();
    return body ? gather(body, limit) : "";
  }
}

/** A reply as the Fetch standard has it. */
export function responseOf({ status, headers, body }: Reply): Response {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < headers.length; at += 2) pairs.push([headers[at] ?? "", headers[at + 1] ?? ""]);
  return new Response(body, { status, headers: pairs });
}
