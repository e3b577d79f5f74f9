// The slim door of the webhook path: nothing here may pull in dynamodb-toolbox or zod.
export { type InboundSettings, inboundSettings, SENDPULSE_WEBHOOK } from './inbound-settings.ts';
