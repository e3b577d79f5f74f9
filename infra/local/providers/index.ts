export type {
  FailurePlan,
  Provider,
  ProviderAnswer,
  ProviderRequest,
  RecordedRequest,
} from './provider.ts';
export { hostProviders, routeToProvider, serveProvider } from './serve.ts';

import { createAltegio } from './altegio/index.ts';
import { createAnthropic } from './anthropic/index.ts';
import { createAppSheet } from './appsheet/index.ts';
import { createCalendly } from './calendly/index.ts';
import { createGoogle } from './google/index.ts';
import { createMeta } from './meta/index.ts';
import type { Alarm, Provider } from './provider.ts';
import { createResend } from './resend/index.ts';
import { createSendpulse } from './sendpulse/index.ts';
import { createSimplyBook } from './simplybook/index.ts';
import { createSquare } from './square/index.ts';
import { createTelegram } from './telegram/index.ts';
import { createZoom } from './zoom/index.ts';

/**
 * Every stand-in there is, freshly made. One list: a new service is added here and nowhere else.
 *
 * @param alarm the time of those that act by themselves; real time when absent
 */
export function createProviders(alarm?: Alarm): Provider[] {
  return [
    createSendpulse(),
    createAnthropic(),
    createTelegram(alarm),
    createAppSheet(),
    createGoogle(alarm),
    createResend(),
    createZoom(),
    createCalendly(),
    createMeta(),
    createSquare(),
    createSimplyBook(),
    createAltegio(),
  ];
}
