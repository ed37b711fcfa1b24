import pino from "pino";

/** JSON lines on stdout. Never pass a request, a token, a password or a cookie: pass the ids that matter. */
export const log = pino({
  level: process.env.LOG_LEVEL || "info",
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: ["*.password", "*.token", "*.cookie", "*.authorization"],
});
