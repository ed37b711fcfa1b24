import { isAllowedHost, isOperationalPath } from "@/lib/core/allowed-hosts";
import { AppError } from "@/lib/core/errors";
import { withLoadShedding } from "../load-shedding/with-load-shedding";
import { endpoints } from "../routes";
import { BODY_LIMIT_BYTES, bufferBody } from "./body";
import { createContext, type Mount, type RequestContext, UNKNOWN_ROUTE } from "./context";
import type { Endpoint } from "./endpoint";
import { observe, toAppError } from "./observe";
import { problemResponse } from "./problem";
import { toResponse } from "./response";
import { createRouter, type RouteMatch } from "./router";

const findRoute = createRouter(endpoints);

const allowHeader = ({ byMethod }: RouteMatch) => ({
  allow: [...byMethod.keys(), ...(byMethod.has("GET") ? ["HEAD"] : []), "OPTIONS"].join(", "),
});

async function run(
  { definition, execute }: Endpoint,
  params: Record<string, string>,
  request: Request,
  context: RequestContext,
): Promise<Response> {
  const { priority, body, bodyLimitBytes = BODY_LIMIT_BYTES } = definition;
  const buffer = body && (() => bufferBody(request, context, bodyLimitBytes));
  try {
    const work = async () => toResponse(request, context, await execute(request, context, params));
    return await withLoadShedding(priority, context, work, buffer);
  } catch (error) {
    return problemResponse(toAppError(error, request, context), request, context);
  }
}

async function respond(match: RouteMatch | null, request: Request, context: RequestContext): Promise<Response> {
  const { method } = request;
  if (!match) return problemResponse(new AppError("NOT_FOUND"), request, context);
  if (method === "OPTIONS") return toResponse(request, context, { status: 204, headers: allowHeader(match) });
  const endpoint = match.byMethod.get(method === "HEAD" ? "GET" : method);
  if (!endpoint) return problemResponse(new AppError("METHOD_NOT_ALLOWED"), request, context, allowHeader(match));
  return run(endpoint, match.params, request, context);
}

/** Responds to any request under /api; `url` is its own, already parsed. Never throws; no input causes a 500. */
export async function dispatch(request: Request, mount: Mount, url = new URL(request.url)): Promise<Response> {
  const match = findRoute(url.pathname);
  const context = createContext(url, match?.route ?? UNKNOWN_ROUTE, mount);
  const response = await observe(request, context, () => respond(match, request, context));
  if (request.method !== "HEAD") return response;
  await response.body?.cancel(); // a stream that nobody will read might never end
  return new Response(null, { status: response.status, headers: response.headers });
}

const NEXT_MOUNT: Mount = { supportsContentEncoding: false };

/** Whether a request may be for its host; Vercel itself answers for a project's domains alone. */
function isForAllowedHost({ url, headers }: Request): boolean {
  const { host, pathname } = new URL(url);
  const named = headers.get("x-forwarded-host") ?? headers.get("host") ?? host;
  return process.env.VERCEL === "1" || isAllowedHost(named) || isOperationalPath(pathname);
}

/** Next's catch-all route uses this mount, on Vercel and in `npm run dev`. It refuses the hosts that the server refuses. */
export async function handle(request: Request): Promise<Response> {
  if (isForAllowedHost(request)) return dispatch(request, NEXT_MOUNT);
  const context = createContext(new URL(request.url), UNKNOWN_ROUTE, NEXT_MOUNT);
  return problemResponse(new AppError("HOST_NOT_ALLOWED"), request, context);
}
