import { log } from "@/lib/core/log";

const SLOW_SECONDS = 1;

type Level = "debug" | "info" | "warn";

// Successful reads (polls, seat maps) are too many to log at info.
function levelOf(method: string, status: number, seconds: number): Level {
  if (status >= 500) return "warn";
  const isRead = method === "GET" || method === "HEAD" || method === "OPTIONS";
  return isRead && status < 400 && seconds < SLOW_SECONDS ? "debug" : "info";
}

type Served = {
  requestId: string;
  userId: string | undefined;
  method: string;
  route: string;
  status: number;
  seconds: number;
};

/**
 * One line per request: a failure is a warning; changes, refusals and slow requests are info; the rest is debug. Of the URL
 * only the route's pattern is logged, never what a client wrote into its path or query.
 */
export function logRequest({ seconds, ...served }: Served): void {
  const level = levelOf(served.method, served.status, seconds);
  if (!log.isLevelEnabled(level)) return;
  const milliseconds = Math.round(seconds * 10_000) / 10;
  log[level]({ ...served, milliseconds }, "answered");
}
