import { z } from "zod";
import { Refusal } from "@/lib/core/errors";
import { languageOf } from "./language";

const MESSAGES = { ko: z.locales.ko().localeError, en: z.locales.en().localeError };

/**
 * Input as its schema has it, and nothing else of it.
 * @throws Refusal INVALID_INPUT naming every fault with its place, in the reader's language
 */
export function parse(schema: z.ZodType, input: unknown, headers: Headers): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const again = schema.safeParse(input, { error: MESSAGES[languageOf(headers)] });
  const issues = (again.error ?? parsed.error).issues;
  throw new Refusal("INVALID_INPUT", {
    errors: issues.map(({ path, message }) => ({ path: z.core.toDotPath(path), message })),
  });
}
