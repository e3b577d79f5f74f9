/**
 * Takes the place of tracing in the SDK of Claude: without a tracer (see no-telemetry.ts) no span is ever begun, so
 * nothing of it runs. 14 KB less to load, and no code that could put a conversation into a span.
 */
const nothing = (): undefined => undefined;

/** Of helpers for tools, sessions and environments, which no bundle holds: esbuild only wants to see their names. */
const leftOut = (): never => {
  throw new Error('Tracing is left out of the bundles: see infra/parts/stand-ins.');
};

const OFF = Object.freeze({
  tracerProvider: undefined,
  propagation: false,
  traces: Object.freeze({ enabled: false, contentMode: 'metadata_only', maxContentBytes: 1 }),
});

export const resolveOpenTelemetryOptions = () => OFF;

/** Of all steps of tracing none is taken. */
export const guardTracing = nothing;

export const takeTraceHeaders = (): string[] => [];

export const withoutTraceHeaders = <Middleware>(middleware: Middleware): Middleware => middleware;

export {
  leftOut as endEnvironmentWorkSpan,
  leftOut as failEnvironmentWorkSpan,
  leftOut as sessionsCreateSpanAttributes,
  leftOut as setErrorStatus,
  leftOut as startEnvironmentWorkSpan,
  leftOut as startToolRunnerSpan,
  leftOut as withEnvironmentWorkSpan,
  leftOut as withToolUseSpan,
  nothing as endAnthropicApiCallSpanWhenStreamEnds,
  nothing as endApiCallSpan,
  nothing as getTracer,
  nothing as injectTraceHeaders,
  nothing as messagesCreateSpanSettings,
  nothing as recordAttempt,
  nothing as recordMessagesCreateRequest,
  nothing as recordMessagesCreateResponse,
  nothing as recordStreamedMessageContent,
  nothing as setCreatedIDAttribute,
  nothing as startApiCallSpan,
};
