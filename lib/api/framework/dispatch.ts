import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { type SpanSpec, withSpan } from "@/lib/core/span";
import { metrics } from "@/lib/observability/metrics";
import { withLoadShedding } from "../load-shedding/with-load-shedding";
import { endpoints } from "../routes";
import { logAnswer } from "./access-log";
import { toInfraError } from "./infra-errors";
import { problem } from "./problem";
import type { Asked } from "./request";
import { type Reply, respond } from "./response";
import { createRouter, type RouteMatch } from "./router";

const find = createRouter(endpoints);
const UNKNOWN = "(unknown)";
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** A method for a label: what a client makes up would be a new series each. */
const methodOf = ({ method }: Asked) => (METHODS.has(method) ? method : UNKNOWN);

const allowed = ({ byMethod }: RouteMatch) => ({
  allow: [...byMethod.keys(), ...(byMethod.has("GET") ? ["HEAD"] : []), "OPTIONS"].join(", "),
});

/** Any error as the problem it is answered with. What nobody foresaw is logged with the id the client is given. */
function refused(error: unknown, asked: Asked, route: string): Reply {
  if (error instanceof AppError) return problem(error, asked);
  const fault = toInfraError(error);
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const facts = { requestId: asked.id, method: asked.method, route };
  if (fault) log.warn({ ...facts, err: message }, "an engine did not answer");
  else log.error({ ...facts, err: { name, message, stack } }, "an unforeseen error");
  return problem(fault ?? new AppError("INTERNAL"), asked);
}

function answered(asked: Asked, found: RouteMatch | null, route: string): Promise<Reply> {
  const { method } = asked;
  const endpoint = found?.byMethod.get(method === "HEAD" ? "GET" : method);
  if (!found) return Promise.resolve(problem(new AppError("NOT_FOUND"), asked));
  if (method === "OPTIONS") return Promise.resolve(respond(asked, { status: 204, headers: allowed(found) }));
  if (!endpoint) return Promise.resolve(problem(new AppError("METHOD_NOT_ALLOWED"), asked, allowed(found)));
  const work = () => endpoint.answer(asked, found.params);
  return withLoadShedding(endpoint, asked, work).catch((error) => refused(error, asked, route));
}

const spanOf = (asked: Asked, route: string): SpanSpec<Reply> => ({
  name: `${methodOf(asked)} ${route}`,
  kind: "server",
  attributes: { "http.request.method": methodOf(asked), "http.route": route, "jari.request_id": asked.id },
  resultAttributes: ({ status }) => ({ "http.response.status_code": status }),
});

/**
 * The reply to any request under /api: every path and every method, on whichever mount. It never throws; what a client
 * sends never makes it answer 500.
 */
export async function replyTo(asked: Asked): Promise<Reply> {
  const began = performance.now();
  const found = find(asked.path);
  const route = found?.route ?? UNKNOWN;
  const reply = await withSpan(spanOf(asked, route), () => answered(asked, found, route));
  const seconds = (performance.now() - began) / 1000;
  const { status, headers, body } = reply;
  metrics.requests.observe({ method: methodOf(asked), route, status }, seconds);
  logAnswer(asked, { route, status, seconds });
  if (asked.method !== "HEAD") return reply;
  if (body instanceof ReadableStream) await body.cancel(); // nobody will read it to an end that may never come
  return { status, headers, body: null };
}
