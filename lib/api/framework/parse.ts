import { LRUCache } from "lru-cache";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { Locale } from "@/lib/core/locales";
import { negotiateLanguage } from "./language";

type InputError = { path: string; message: string; code?: string };

/** Our own rules bring their sentences, and a code for programs that have their own words. */
function toInputError(issue: z.core.$ZodIssue, language: Locale): InputError {
  const { path, message } = issue;
  const own: Record<string, unknown> = (issue.code === "custom" && issue.params) || {};
  const sentence = own[language];
  return {
    path: z.core.toDotPath(path),
    message: typeof sentence === "string" ? sentence : message,
    ...(typeof own.code === "string" && { code: own.code }),
  };
}

/** Parses input and drops unknown fields. @throws AppError INVALID_INPUT with every error, its path and a sentence */
export function parse(schema: z.ZodType, input: unknown, headers: Headers): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const language = negotiateLanguage(headers);
  const translated = schema.safeParse(input, { error: z.locales[language]().localeError });
  const { issues } = translated.error ?? parsed.error;
  throw new AppError("INVALID_INPUT", { errors: issues.map((issue) => toInputError(issue, language)) });
}

const MAX_QUERIES = 1_000; // per endpoint; a crowd sends the same few again and again
const MAX_QUERY_LENGTH = 100; // characters; a longer query is made up, and must not fill the memory

/** Parses query strings by a schema; short ones are cached. @throws AppError INVALID_INPUT */
export function createQueryParser(schema: z.ZodType): (query: string, headers: Headers) => unknown {
  const cache = new LRUCache<string, { fields: unknown }>({ max: MAX_QUERIES });
  return (query, headers) => {
    const cached = cache.get(query);
    if (cached) return cached.fields;
    const fields = parse(schema, Object.fromEntries(new URLSearchParams(query)), headers);
    if (query.length <= MAX_QUERY_LENGTH) cache.set(query, { fields });
    return fields;
  };
}
