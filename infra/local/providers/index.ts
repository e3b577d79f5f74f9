export type {
  FailurePlan,
  Provider,
  ProviderAnswer,
  ProviderRequest,
  RecordedRequest,
} from './provider.ts';
export { hostProviders, routeToProvider, serveProvider } from './serve.ts';

import { createAnthropic } from './anthropic/index.ts';
import type { Provider } from './provider.ts';
import { createSendpulse } from './sendpulse/index.ts';

/** Every stand-in there is, freshly made. One list: a new service is added here and nowhere else. */
export function createProviders(): Provider[] {
  return [createSendpulse(), createAnthropic()];
}
