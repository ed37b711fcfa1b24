import type { z } from "zod";
import type { HeaderReader } from "@/lib/core/headers";
import { parse } from "./parse";

const KEPT = 1_000; // of each endpoint; a crowd asks the same few again and again
const LONGEST = 100; // characters; what a client makes up must not fill the memory

/** What queries mean by a schema. Short ones are read once, as long as they are remembered. @throws AppError INVALID_INPUT */
export function createQueryParser(schema: z.ZodType): (query: string, headers: HeaderReader) => unknown {
  const known = new Map<string, unknown>();
  return (query, headers) => {
    if (known.has(query)) return known.get(query);
    const fields = parse(schema, Object.fromEntries(new URLSearchParams(query)), headers);
    if (query.length > LONGEST) return fields;
    if (known.size >= KEPT) known.clear();
    known.set(query, fields);
    return fields;
  };
}
