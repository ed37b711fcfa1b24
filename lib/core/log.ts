import pino from "pino";

const BUFFER_BYTES = 4_096;
const FLUSH_EVERY_MS = 1_000;
const WARN = 40; // pino's level number

// A write costs more than a line, so lines are buffered for up to a second; a warning or worse flushes at once.
const destination = pino.destination({ dest: 1, sync: false, minLength: BUFFER_BYTES });
setInterval(() => destination.flush(), FLUSH_EVERY_MS).unref();

/** Never pass a request, a token, a password or a cookie: pass ids. */
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
