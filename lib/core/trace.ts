import { env } from "./env";
import { oncePerProcess } from "./once";

export type Facts = Record<string, string | number>;

/** A piece of work as a trace shows it: `facts` are known when it begins, `after` when it went well. */
export type Work<T> = {
  name: string;
  kind: "server" | "client";
  facts: Facts;
  after?: (done: T) => Facts;
};

export type Tracer = <T>(work: Work<T>, run: () => Promise<T>) => Promise<T>;

// On the process and not in a module: Next bundles this file more than once.
const kept = oncePerProcess<{ tracer?: Tracer }>("tracer", () => ({}));

/** Lets every piece of work from now on be traced (`tracing.ts`). */
export function traceWith(tracer: Tracer | undefined): void {
  kept.tracer = tracer;
}

/** Does the work, as a span where somebody wants traces; else it is not even described. */
export const traced = <T>(run: () => Promise<T>, describe: () => Work<T>): Promise<T> =>
  kept.tracer ? kept.tracer(describe(), run) : run();

/**
 * Called once at the start of a process: sends traces where OTEL_EXPORTER_OTLP_ENDPOINT says. Where it is not set nothing is
 * loaded. `end` sends what is left.
 */
export async function traceIfAsked(): Promise<{ end(): Promise<void> }> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME } = env();
  if (!OTEL_EXPORTER_OTLP_ENDPOINT) return { end: async () => {} };
  return (await import("./tracing")).startTracing(OTEL_SERVICE_NAME);
}
