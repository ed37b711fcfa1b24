import { z } from "zod";
import { isVisible } from "@/lib/core/visible-text";

const BIGINT_MAX = 9_223_372_036_854_775_807n;

/** A positive bigint in decimal. */
export const id = z
  .string()
  .regex(/^[1-9]\d{0,18}$/)
  .refine((value) => !/^\d{1,19}$/.test(value) || BigInt(value) <= BIGINT_MAX)
  .meta({ example: "42" });

export const isoDateTime = z.iso.datetime().meta({ example: "2026-12-24T10:00:00.000Z" });

export const wonSchema = z.int();

const HIDDEN = "Invalid text: it holds characters that are invisible or change the direction of writing";

/** Visible text without control characters, line breaks or lone surrogates. */
export const singleLine = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u)
    .refine((text) => text === "" || isVisible(text), HIDDEN);

/** `before` is the `next` of the previous page. */
export const paging = { before: id.optional(), limit: z.coerce.number().int().min(1).max(100).default(20) };
