import { AppError } from "@/lib/core/errors";
import type { Asked } from "./request";

export const BODY_LIMIT = 64 * 1024; // bytes, design §5
export const PLAN_BODY_LIMIT = 4 * 1024 * 1024; // bytes, design §5: a seating plan
const DEPTH_LIMIT = 32; // levels; a seating plan has ten

/** @throws AppError PAYLOAD_TOO_LARGE for a body that says so itself */
function checkLength({ headers }: Asked, limit: number): void {
  const declared = headers.get("content-length");
  if (declared !== null && !(Number(declared) <= limit)) throw new AppError("PAYLOAD_TOO_LARGE");
}

async function textOf(asked: Asked, limit: number): Promise<string> {
  checkLength(asked, limit);
  return asked.read(limit);
}

/** Reads a body ahead of whoever will ask for it, and resolves when it is there, or will not be. */
export async function bufferBody(asked: Asked, limit: number): Promise<void> {
  const text = textOf(asked, limit);
  asked.text = text;
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
 * @throws AppError PAYLOAD_TOO_LARGE beyond `limit` bytes; BAD_JSON, also when the client hung up half-way, and for what
 * is nested deeper than any of our bodies
 */
export async function readJson(asked: Asked, limit: number): Promise<{ text: string; json: unknown }> {
  try {
    const text = await (asked.text ?? textOf(asked, limit));
    const json: unknown = JSON.parse(text);
    if (!isDeeper(json, DEPTH_LIMIT)) return { text, json };
  } catch (error) {
    if (error instanceof AppError) throw error;
  }
  throw new AppError("BAD_JSON");
}

const NOTHING = { text: "", json: undefined };

/** For endpoints that read no body: whatever came stays unread. @throws AppError PAYLOAD_TOO_LARGE */
export function noBody(asked: Asked, limit: number): { text: string; json: undefined } {
  checkLength(asked, limit);
  return NOTHING;
}
