import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

/**
 * Exports spans over OTLP/HTTP; the SDK itself reads the OTEL_* settings. A request starts its own trace, whatever
 * `traceparent` a client sends. `end` exports the rest.
 */
export function startTracing(serviceName: string): { end(): Promise<void> } {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register(); // Next's own spans of pages are exported too
  return { end: () => provider.shutdown() };
}
