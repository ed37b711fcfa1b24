import { type Attributes, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { env } from "./env";

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT } as const;

export type SpanSpec<T> = {
  name: string;
  kind: keyof typeof KINDS;
  attributes: Attributes;
  resultAttributes?: (result: T) => Attributes;
};

const tracer = trace.getTracer("jari");

/** Runs `work` in a span, if OTEL_EXPORTER_OTLP_ENDPOINT is set; a span that nobody exports costs as much as one that is. */
export function withSpan<T>(
  { name, kind, attributes, resultAttributes }: SpanSpec<T>,
  work: () => Promise<T>,
): Promise<T> {
  if (!env().OTEL_EXPORTER_OTLP_ENDPOINT) return work();
  return tracer.startActiveSpan(name, { kind: KINDS[kind], attributes }, async (span) => {
    try {
      const result = await work();
      if (resultAttributes) span.setAttributes(resultAttributes(result));
      return result;
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : "Error" });
      throw error;
    } finally {
      span.end();
    }
  });
}
