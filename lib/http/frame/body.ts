import { Refusal } from "@/lib/core/errors";
import { contextOf } from "./context";

export const BODY_LIMIT = 64 * 1024; // bytes, design §5
export const PLAN_BODY_LIMIT = 4 * 1024 * 1024; // bytes, design §5: a seating plan
const DEPTH_LIMIT = 32; // levels; a seating plan has ten

/** A body that does not say its length, counted as it arrives: the first byte too many ends it. */
async function gather(stream: ReadableStream<Uint8Array>, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > limit) throw new Refusal("PAYLOAD_TOO_LARGE");
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

const tooLong = (declared: string | null, limit: number) => declared !== null && !(Number(declared) <= limit);

/** A body that says its length is cut there by HTTP itself, so reading it whole is bounded, and twice as fast. */
async function textOf(request: Request, limit: number): Promise<string> {
  const declared = request.headers.get("content-length");
  if (tooLong(declared, limit)) throw new Refusal("PAYLOAD_TOO_LARGE");
  if (declared !== null) return request.text();
  return request.body ? gather(request.body, limit) : "";
}

/** Reads a body ahead of whoever will ask for it, and resolves when it is there, or will not be. */
export async function arrived(request: Request, limit: number): Promise<void> {
  const text = textOf(request, limit);
  contextOf(request).text = text;
  await text.catch(() => {});
}

/** Level by level, not by recursion: the nesting is the client's to choose. */
function isDeeper(json: unknown, levels: number): boolean {
  let level = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    const next: unknown[] = [];
    for (const value of level)
      if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) next.push(inner);
    level = next;
  }
  return false;
}

/**
 * The JSON a request carries, and its text as it came.
 * @throws Refusal PAYLOAD_TOO_LARGE beyond `limit` bytes; BAD_JSON, also when the client hung up half-way, and for what
 * is nested deeper than any of our bodies
 */
export async function readJson(request: Request, limit: number): Promise<{ text: string; json: unknown }> {
  try {
    const text = await (contextOf(request).text ?? textOf(request, limit));
    const json: unknown = JSON.parse(text);
    if (!isDeeper(json, DEPTH_LIMIT)) return { text, json };
  } catch (error) {
    if (error instanceof Refusal) throw error;
  }
  throw new Refusal("BAD_JSON");
}

/** For endpoints that read no body: whatever came stays unread. @throws Refusal PAYLOAD_TOO_LARGE */
export function noBody(request: Request, limit: number): { text: string; json: undefined } {
  if (tooLong(request.headers.get("content-length"), limit)) throw new Refusal("PAYLOAD_TOO_LARGE");
  return { text: "", json: undefined };
}
