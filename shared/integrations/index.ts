export { getIntegration } from './get-integration.ts';
export type { Integration, IntegrationStatus } from './integration.ts';
export { type WorkingHours, workHoursOf, workingHoursOf } from './working-hours-of.ts';
