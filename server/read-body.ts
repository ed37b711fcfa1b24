import type { IncomingMessage, ServerResponse } from "node:http";
import type { ErrorCode } from "@/lib/core/errors";
import { FairShare } from "./fair-share";

const LIMIT_BYTES = 64 * 1024; // as the API's
const PLAN_LIMIT_BYTES = 4 * 1024 * 1024 + LIMIT_BYTES; // a seating plan, and what multipart/form-data puts around it
const FIRST_BUFFER_BYTES = 4 * 1024; // of a sender who sends slowly; doubled as more arrives

// Memory of all bodies, by clients' shares. Plans have their own, so that they leave forms theirs.
const memory = new FairShare(32 * 1024 * 1024);
const planMemory = new FairShare(64 * 1024 * 1024);

const PLAN_FORM = /^\/admin\/concerts\/[^/?]+(?:\?|$)/; // the pages of a new concert and of one to edit

const NO_BODY = Buffer.alloc(0);

type Reader = { client: string; done: (body: Buffer) => void; fail: (code: ErrorCode) => void };

const hasBody = ({ headers }: IncomingMessage) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** A body as it arrives: a buffer that grows within its limit and the client's share of memory. */
class Body {
  #buffer = NO_BODY;
  #bytes = 0;

  constructor(
    private readonly client: string,
    private readonly limit: number,
    private readonly share: FairShare,
  ) {}

  /** Why it cannot be read further; null once the chunk is added. */
  add(chunk: Buffer): ErrorCode | null {
    const total = this.#bytes + chunk.length;
    if (total > this.limit) return "PAYLOAD_TOO_LARGE";
    if (total > this.#buffer.length && !this.#grow(total)) return "OVERLOADED";
    chunk.copy(this.#buffer, this.#bytes);
    this.#bytes = total;
    return null;
  }

  whole = () => this.#buffer.subarray(0, this.#bytes);

  free = () => this.share.give(this.client, this.#buffer.length);

  #grow(needed: number): boolean {
    const size = Math.min(this.limit, Math.max(needed, 2 * this.#buffer.length, FIRST_BUFFER_BYTES));
    if (!this.share.tryTake(this.client, size - this.#buffer.length)) return false;
    const larger = Buffer.allocUnsafeSlow(size);
    this.#buffer.copy(larger, 0, 0, this.#bytes);
    this.#buffer = larger;
    return true;
  }
}

/**
 * Reads a body whole, at most 64 KiB of it, 4 MiB where an admin sends a seating plan. It stays counted until the response
 * is over. Neither function is called for a client that goes away. Slow senders are timed out by the server.
 */
export function readBody(incoming: IncomingMessage, outgoing: ServerResponse, { client, done, fail }: Reader): void {
  if (!hasBody(incoming)) {
    done(NO_BODY);
    return;
  }
  const isPlan = incoming.method === "POST" && PLAN_FORM.test(incoming.url ?? "");
  const [limit, share] = isPlan ? [PLAN_LIMIT_BYTES, planMemory] : [LIMIT_BYTES, memory];
  if (Number(incoming.headers["content-length"] ?? 0) > limit) {
    fail("PAYLOAD_TOO_LARGE");
    return;
  }
  const body = new Body(client, limit, share);
  outgoing.once("close", body.free);
  const onData = (chunk: Buffer) => {
    const code = body.add(chunk);
    if (!code) return;
    incoming.off("data", onData).off("end", onEnd).pause();
    fail(code);
  };
  const onEnd = () => done(body.whole());
  incoming.on("data", onData).on("end", onEnd);
}
