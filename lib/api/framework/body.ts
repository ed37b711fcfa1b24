import { AppError } from "@/lib/core/errors";
import type { RequestContext } from "./context";

export const BODY_LIMIT_BYTES = 64 * 1024; // design §5
export const PLAN_BODY_LIMIT_BYTES = 4 * 1024 * 1024; // design §5: a seating plan
const MAX_DEPTH = 32; // a seating plan has ten levels
const CLOSE_AFTER_MS = 500; // in which a client that sends too much can still read the 413

export type JsonBody = { json: unknown; text?: string };

function checkContentLength({ headers }: Request, limitBytes: number): void {
  const declared = headers.get("content-length");
  if (declared !== null && !(Number(declared) <= limitBytes)) throw new AppError("PAYLOAD_TOO_LARGE");
}

async function readStream(stream: ReadableStream<Uint8Array>, limitBytes: number): Promise<string> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.byteLength;
    if (size > limitBytes) {
      // Cancelling at once would close the connection before the client has its 413.
      setTimeout(() => void reader.cancel().catch(() => {}), CLOSE_AFTER_MS).unref();
      throw new AppError("PAYLOAD_TOO_LARGE");
    }
    chunks.push(read.value);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** HTTP itself cuts a body at its Content-Length, so only other bodies are counted. */
async function readText(request: Request, limitBytes: number): Promise<string> {
  checkContentLength(request, limitBytes);
  if (request.headers.has("content-length")) return (await request.text()).replace(/^\uFEFF/, "");
  return request.body ? readStream(request.body, limitBytes) : "";
}

/** Reads the body before a handler needs it. Resolves when it has arrived or failed. */
export async function bufferBody(request: Request, context: RequestContext, limitBytes: number): Promise<void> {
  const text = readText(request, limitBytes);
  context.bodyText = text;
  await text.catch(() => {});
}

/** Goes level by level instead of recursing, because the client chooses the nesting. */
function isDeeperThan(json: unknown, maxDepth: number): boolean {
  let level = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return true;
    const next: unknown[] = [];
    for (const value of level)
      if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) next.push(inner);
    level = next;
  }
  return false;
}

const JSON_TYPE = /^\s*(?:application|text)\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** A form of another site can send text/plain and the types of forms, but no JSON. Programs may send no type at all. */
function requireJsonType({ headers }: Request): void {
  const type = headers.get("content-type");
  if (type && !JSON_TYPE.test(type)) throw new AppError("UNSUPPORTED_MEDIA_TYPE");
}

/**
 * The JSON of a request.
 * @throws AppError UNSUPPORTED_MEDIA_TYPE; PAYLOAD_TOO_LARGE; BAD_JSON, also for deep nesting or a disconnect
 */
export async function readJson(request: Request, context: RequestContext, limitBytes: number): Promise<JsonBody> {
  requireJsonType(request);
  try {
    const text = await (context.bodyText ?? readText(request, limitBytes));
    const json: unknown = JSON.parse(text);
    if (!isDeeperThan(json, MAX_DEPTH)) return { json, text };
  } catch (error) {
    if (error instanceof AppError) throw error;
  }
  throw new AppError("BAD_JSON");
}

/** A body that is already in memory. @throws AppError BAD_JSON for one that is nested too deeply */
export function givenBody(json: unknown): JsonBody {
  if (isDeeperThan(json, MAX_DEPTH)) throw new AppError("BAD_JSON");
  return { json };
}

/** For endpoints without a body: one that is sent stays unread. @throws AppError PAYLOAD_TOO_LARGE */
export function skipBody(request: Request, limitBytes: number): JsonBody {
  checkContentLength(request, limitBytes);
  return { json: undefined, text: "" };
}

type InvalidText = { path: string; message: string };

const SUSPICIOUS_ESCAPE = /\\u(?:0000|d[89a-f])/i; // JSON can escape NUL and lone surrogates, Postgres cannot store them

const isStorable = (text: string) => !text.includes("\0") && text.isWellFormed();

function* invalidTextIn(value: unknown, path: string): Generator<InvalidText> {
  const message = "Invalid text: it holds a NUL or half a character";
  if (typeof value === "string" && !isStorable(value)) yield { path, message };
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const innerPath = path ? `${path}.${key}` : key;
    if (!isStorable(key)) yield { path: innerPath, message };
    yield* invalidTextIn(inner, innerPath);
  }
}

/** The strings that Postgres cannot store, with their paths. Costs nothing for a text without such an escape. */
export const findInvalidText = ({ json, text }: JsonBody): InvalidText[] =>
  text === undefined || SUSPICIOUS_ESCAPE.test(text) ? [...invalidTextIn(json, "")] : [];
