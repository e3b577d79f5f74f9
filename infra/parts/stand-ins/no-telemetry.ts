/**
 * Takes the place of `@opentelemetry/api` in every bundle. Only the SDK of Claude asks for it, and with no tracer it
 * leaves tracing alone: 11 KB less to load, and nothing of a conversation that could reach a span.
 */
export const trace = {
  getTracerProvider: () => ({ getTracer: () => undefined }),
};

export const context = {
  active: () => undefined,
};

export const propagation = {
  fields: (): string[] => [],
  inject: () => undefined,
};

export const SpanKind = {};

export const SpanStatusCode = {};
