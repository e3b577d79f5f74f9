import { Logger } from '@aws-lambda-powertools/logger';

/**
 * The log of a worker: one JSON line per entry. Name things by their ids; secrets and what people wrote are never
 * logged (law 7), so an entry takes only the fields its writer chose.
 */
export const logger = new Logger({
  serviceName: process.env.POWERTOOLS_SERVICE_NAME ?? 'frontdesk',
});

/**
 * What may be written of a fault: its name and message, and those of its cause. Requests and responses that SDK errors
 * carry along stay out, since they hold message texts and keys.
 */
export function describeFault(fault: unknown): Record<string, unknown> {
  if (!(fault instanceof Error)) return { fault: typeof fault };
  return {
    fault: fault.name,
    reason: fault.message,
    ...(fault.cause instanceof Error
      ? { cause: `${fault.cause.name}: ${fault.cause.message}` }
      : {}),
  };
}
