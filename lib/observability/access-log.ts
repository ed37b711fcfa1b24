import { log } from "@/lib/core/log";

const SLOW_SECONDS = 1;

type Level = "debug" | "info" | "warn";

// Successful reads (polls, seat maps) are too many for info.
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

/** Logs one line per request. It has the route's pattern, because a URL may carry anything a client wrote. */
export function logRequest(request: Served): void {
  const level = levelOf(request.method, request.status, request.seconds);
  if (!log.isLevelEnabled(level)) return;
  const { seconds, ...served } = request;
  const milliseconds = Math.round(seconds * 10_000) / 10;
  log[level]({ ...served, milliseconds }, "answered");
}
