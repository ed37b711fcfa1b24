import { env } from "./env";
import { processSingleton } from "./singleton";

export type Attributes = Record<string, string | number>;

/** A piece of work as a trace shows it: `facts` are known when it begins, `after` when it went well. */
export type SpanSpec<T> = {
  name: string;
  kind: "server" | "client";
  attributes: Attributes;
  resultAttributes?: (done: T) => Attributes;
};

export type Tracer = <T>(work: SpanSpec<T>, run: () => Promise<T>) => Promise<T>;

// On the process and not in a module: Next bundles this file more than once.
const state = processSingleton<{ tracer?: Tracer }>("tracer", () => ({}));

/** Lets every piece of work from now on be traced (`tracing.ts`). */
export function setTracer(tracer: Tracer | undefined): void {
  state.tracer = tracer;
}

/** Does the work, as a span where somebody wants traces; else it is not even described. */
export const withSpan = <T>(run: () => Promise<T>, spec: () => SpanSpec<T>): Promise<T> =>
  state.tracer ? state.tracer(spec(), run) : run();

/**
 * Called once at the start of a process: sends traces where OTEL_EXPORTER_OTLP_ENDPOINT says. Where it is not set nothing is
 * loaded. `end` sends what is left.
 */
export async function startTracingIfConfigured(): Promise<{ end(): Promise<void> }> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME } = env();
  if (!OTEL_EXPORTER_OTLP_ENDPOINT) return { end: async () => {} };
  return (await import("./otel")).startTracing(OTEL_SERVICE_NAME);
}
