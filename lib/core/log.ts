import pino from "pino";
import { printableJson } from "./printable";

const BUFFER_BYTES = 4_096;
const FLUSH_EVERY_MS = 1_000;
const WARN = 40; // pino's level number

// A write costs more than a line, so lines are buffered for up to a second; a warning or worse flushes at once.
const destination = pino.destination({ dest: 1, sync: false, minLength: BUFFER_BYTES });
setInterval(() => destination.flush(), FLUSH_EVERY_MS).unref();

const MAX_LINE_BYTES = 4_000;
const MAX_VALUE_CHARACTERS = 1_000;

const bounded = (value: unknown): unknown =>
  typeof value === "string" && value.length > MAX_VALUE_CHARACTERS ? `${value.slice(0, MAX_VALUE_CHARACTERS)}…` : value;

const boundedValues = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, bounded(value)]));

const MAX_SHORT_VALUES = 8;
const isShort = ([name, value]: [string, unknown]) => typeof value !== "object" && `${name}${value}`.length <= 64;

/** A line of at most MAX_LINE_BYTES: of a longer one, its short values. */
function boundedLine(line: string): string {
  const printed = printableJson(line);
  if (Buffer.byteLength(printed) <= MAX_LINE_BYTES) return printed;
  const { msg, ...fields } = JSON.parse(line);
  const short = Object.entries(fields).filter(isShort).slice(0, MAX_SHORT_VALUES);
  return `${printableJson(JSON.stringify({ ...Object.fromEntries(short), truncated: true, msg }))}\n`;
}

/** Never pass a request, a token, a password, a cookie or an error's message: pass ids and `describeError()`. */
export const log = pino(
  {
    level: process.env.LOG_LEVEL || "info",
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ["*.password", "*.token", "*.cookie", "*.authorization"],
    formatters: { log: boundedValues },
    hooks: {
      streamWrite: boundedLine,
      logMethod(args, method, level) {
        method.apply(this, args);
        if (level >= WARN) destination.flushSync();
      },
    },
  },
  destination,
);
