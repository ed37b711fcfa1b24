import { env } from "@/lib/core/env";

/** Exports traces if OTEL_EXPORTER_OTLP_ENDPOINT is set; else the SDK is not loaded. `end` exports the rest. */
export async function startTracingIfConfigured(): Promise<{ end(): Promise<void> }> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME } = env();
  if (!OTEL_EXPORTER_OTLP_ENDPOINT) return { end: async () => {} };
  return (await import("./otel")).startTracing(OTEL_SERVICE_NAME);
}
