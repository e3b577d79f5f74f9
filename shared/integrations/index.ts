export { disconnect } from './disconnect.ts';
export { getIntegration } from './get-integration.ts';
export type { Integration, IntegrationStatus } from './integration.ts';
export { markNeedsAttention } from './mark-needs-attention.ts';
export { type AcceptedCredentials, renewCredentials, saveCredentials } from './save-credentials.ts';
export { type WorkingHours, workHoursOf, workingHoursOf } from './working-hours-of.ts';
