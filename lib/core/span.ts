import { type Attributes, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT } as const;

export type SpanSpec<T> = {
  name: string;
  kind: keyof typeof KINDS;
  attributes: Attributes;
  resultAttributes?: (result: T) => Attributes;
};

const tracer = trace.getTracer("jari");

/** Runs `work` in a span, which is a no-op until `lib/observability/tracing.ts` has registered the SDK. */
export function withSpan<T>(
  { name, kind, attributes, resultAttributes }: SpanSpec<T>,
  work: () => Promise<T>,
): Promise<T> {
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
