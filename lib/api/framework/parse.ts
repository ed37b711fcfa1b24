import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { HeaderReader } from "@/lib/core/headers";
import type { Locale } from "@/lib/core/locales";
import { negotiateLanguage } from "./language";

type Fault = { path: string; message: string; code?: string };

/** A rule of our own brings its sentences itself, and a code for programs that say it in their own words. */
function said(issue: z.core.$ZodIssue, language: Locale): Fault {
  const { path, message } = issue;
  const own: Record<string, unknown> = (issue.code === "custom" && issue.params) || {};
  const sentence = own[language];
  return {
    path: z.core.toDotPath(path),
    message: typeof sentence === "string" ? sentence : message,
    ...(typeof own.code === "string" && { code: own.code }),
  };
}

/**
 * Input as its schema has it, and nothing else of it.
 * @throws AppError INVALID_INPUT naming every fault with its place, in the reader's language
 */
export function parse(schema: z.ZodType, input: unknown, headers: HeaderReader): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const language = negotiateLanguage(headers);
  const again = schema.safeParse(input, { error: z.locales[language]().localeError });
  const { issues } = again.error ?? parsed.error;
  throw new AppError("INVALID_INPUT", { errors: issues.map((issue) => said(issue, language)) });
}
