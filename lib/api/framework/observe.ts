import { describeError } from "@/lib/core/describe-error";
import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { type SpanSpec, withSpan } from "@/lib/core/span";
import { logRequest } from "@/lib/observability/access-log";
import { metrics } from "@/lib/observability/metrics";
import { type RequestContext, UNKNOWN_ROUTE } from "./context";
import { toInfraError } from "./infra-errors";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Unknown methods share one label, because each label is a new time series. */
const methodLabel = ({ method }: Request) => (METHODS.has(method) ? method : UNKNOWN_ROUTE);

/** Runs `work` in a span, then counts, times and logs it. */
export async function observe<T extends { status: number }>(
  request: Request,
  context: RequestContext,
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  const { id: requestId, route } = context;
  const method = methodLabel(request);
  const spec: SpanSpec<T> = {
    name: `${method} ${route}`,
    kind: "server",
    attributes: { "http.request.method": method, "http.route": route, "jari.request_id": requestId },
    resultAttributes: ({ status }) => ({ "http.response.status_code": status }),
  };
  const result = await withSpan(spec, work);
  const seconds = (performance.now() - startedAt) / 1000;
  const { status } = result;
  metrics.requests.observe({ method, route, status }, seconds);
  if (!context.isShed)
    logRequest({ requestId, userId: context.userId, method: request.method, route, status, seconds });
  return result;
}

/** Any error as an AppError. An unforeseen one is logged with the id that the client gets. */
export function toAppError(error: unknown, { method }: Request, { id: requestId, route }: RequestContext): AppError {
  if (error instanceof AppError) return error;
  const infraError = toInfraError(error);
  const fields = { requestId, method, route, err: describeError(error) };
  if (infraError) log.warn(fields, "an engine did not answer");
  else log.error(fields, "an unforeseen error");
  return infraError ?? new AppError("INTERNAL");
}
