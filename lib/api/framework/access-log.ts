import { log } from "@/lib/core/log";
import type { Asked } from "./request";

const SLOW_SECONDS = 1;

type Level = "debug" | "info" | "warn";

/** What answers a crowd's looking around (polls, maps, documents) would drown the rest, and costs: it is there at debug. */
function levelOf(method: string, status: number, seconds: number): Level {
  if (status >= 500) return "warn";
  const looksAround = method === "GET" || method === "HEAD" || method === "OPTIONS";
  return looksAround && status < 400 && seconds < SLOW_SECONDS ? "debug" : "info";
}

/**
 * One line a request: what failed is a warning; what changes something, was refused or took long is told; the rest is there
 * at LOG_LEVEL=debug. Of the address only the route's pattern: what a client writes into a path or a query stays out.
 */
export function logAnswer(asked: Asked, { route, status, seconds }: Answered): void {
  const { method } = asked;
  const level = levelOf(method, status, seconds);
  if (!log.isLevelEnabled(level)) return;
  const { id: requestId, userId, shed } = asked;
  if (shed) return;
  const milliseconds = Math.round(seconds * 10_000) / 10;
  log[level]({ requestId, userId, method, route, status, milliseconds }, "answered");
}

type Answered = { route: string; status: number; seconds: number };
