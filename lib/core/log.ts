import pino from "pino";

const BUFFER_BYTES = 4_096;
const FLUSH_EVERY_MS = 1_000;
const WARN = 40; // pino's number for it

// A write for each of many lines costs more than the lines: they leave together, within a second, at the end of the process,
// and at once with whatever is a warning or worse.
const destination = pino.destination({ dest: 1, sync: false, minLength: BUFFER_BYTES });
setInterval(() => destination.flush(), FLUSH_EVERY_MS).unref();

/** JSON lines on stdout. Never pass a request, a token, a password or a cookie: pass the ids that matter. */
export const log = pino(
  {
    level: process.env.LOG_LEVEL || "info",
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ["*.password", "*.token", "*.cookie", "*.authorization"],
    hooks: {
      logMethod(args, method, level) {
        method.apply(this, args);
        if (level >= WARN) destination.flushSync();
      },
    },
  },
  destination,
);
