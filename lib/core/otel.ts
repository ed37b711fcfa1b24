import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { setTracer, type Tracer } from "./span";

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT } as const;

/**
 * Sends traces over OTLP/HTTP to OTEL_EXPORTER_OTLP_ENDPOINT; the SDK itself reads this and the other variables of the
 * OpenTelemetry specification (OTEL_EXPORTER_OTLP_HEADERS, OTEL_TRACES_SAMPLER, OTEL_BSP_*, …). Loaded only where that is set.
 * A request begins a trace of its own: what a client says about traces counts for nothing. `end` sends what is left.
 */
export function startTracing(serviceName: string): { end(): Promise<void> } {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register(); // for Next too, which has spans of its own for pages
  const otelTracer = trace.getTracer("jari");
  const tracer: Tracer = ({ name, kind, attributes: facts, resultAttributes }, run) =>
    otelTracer.startActiveSpan(name, { kind: KINDS[kind], attributes: facts }, async (span) => {
      try {
        const result = await run();
        if (resultAttributes) span.setAttributes(resultAttributes(result));
        return result;
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : "Error" });
        throw error;
      } finally {
        span.end();
      }
    });
  setTracer(tracer);
  return {
    async end() {
      setTracer(undefined);
      await provider.shutdown();
    },
  };
}
