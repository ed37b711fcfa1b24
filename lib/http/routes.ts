import { Refusal } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { traced, type Work } from "@/lib/core/trace";
import { endpoints } from "./endpoints";
import { logAnswer } from "./frame/access-log";
import { respond } from "./frame/answer";
import { contextOf } from "./frame/context";
import { engineFault } from "./frame/faults";
import { metrics } from "./frame/observed";
import { type Found, pathsOf } from "./frame/paths";
import { problem } from "./frame/problem";
import { served } from "./shedding/serve";

const find = pathsOf(endpoints);
const UNKNOWN = "(unknown)";
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** A method for a label: what a client makes up would be a new series each. */
const methodOf = ({ method }: Request) => (METHODS.has(method) ? method : UNKNOWN);

const allowed = ({ byMethod }: Found) =>
  [...byMethod.keys(), ...(byMethod.has("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");

/** Any error as the problem it is answered with. What nobody foresaw is logged with the id the client is given. */
function refused(error: unknown, request: Request, route: string): Response {
  if (error instanceof Refusal) return problem(error, request);
  const fault = engineFault(error);
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const facts = { requestId: contextOf(request).id, method: request.method, route };
  if (fault) log.warn({ ...facts, err: message }, "an engine did not answer");
  else log.error({ ...facts, err: { name, message, stack } }, "an unforeseen error");
  return problem(fault ?? new Refusal("INTERNAL"), request);
}

async function answered(request: Request, url: URL, found: Found | null, route: string): Promise<Response> {
  try {
    if (!found) throw new Refusal("NOT_FOUND");
    if (request.method === "OPTIONS") return respond(request, { status: 204, headers: { allow: allowed(found) } });
    const endpoint = found.byMethod.get(request.method === "HEAD" ? "GET" : request.method);
    if (!endpoint) throw new Refusal("METHOD_NOT_ALLOWED");
    return await served(endpoint, request, () => endpoint.answer(request, url, found.params));
  } catch (error) {
    const response = refused(error, request, route);
    if (found && response.status === 405) response.headers.set("allow", allowed(found));
    return response;
  }
}

const spanOf = (request: Request, route: string): Work<Response> => ({
  name: `${methodOf(request)} ${route}`,
  kind: "server",
  facts: { "http.request.method": methodOf(request), "http.route": route, "jari.request_id": contextOf(request).id },
  after: ({ status }) => ({ "http.response.status_code": status }),
});

/**
 * Answers any request under /api: every path and every method, on whichever mount. It never throws; what a client sends
 * never makes it answer 500.
 */
export async function handle(request: Request): Promise<Response> {
  const began = performance.now();
  const url = new URL(request.url);
  const found = find(url.pathname);
  const route = found?.byMethod.values().next().value?.definition.path ?? UNKNOWN;
  const response = await traced(
    () => answered(request, url, found, route),
    () => spanOf(request, route),
  );
  const seconds = (performance.now() - began) / 1000;
  const { status } = response;
  metrics.requests.observe({ method: methodOf(request), route, status }, seconds);
  logAnswer({ request, route, status, seconds });
  if (request.method !== "HEAD") return response;
  await response.body?.cancel(); // nobody will read it to an end that may never come
  return new Response(null, response);
}
