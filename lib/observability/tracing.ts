import { env } from "@/lib/core/env";

/**
 * Exports traces to OTEL_EXPORTER_OTLP_ENDPOINT; called once when a process starts. Without that setting the SDK is not even
 * loaded. `end` exports the rest.
 */
export async function startTracingIfConfigured(): Promise<{ end(): Promise<void> }> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME } = env();
  if (!OTEL_EXPORTER_OTLP_ENDPOINT) return { end: async () => {} };
  return (await import("./otel")).startTracing(OTEL_SERVICE_NAME);
}
