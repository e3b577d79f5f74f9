/**
 * Takes the place of `@smithy/core/event-streams` in every bundle. The SDK asks for it when an operation streams events
 * and only then; none of DynamoDB, SQS, Scheduler, Secrets Manager and Cognito has such an operation: 21 KB less to load.
 */
export class EventStreamSerde {
  constructor() {
    throw new Error('Event streams are left out of the bundles: see infra/parts/stand-ins.');
  }
}

export const eventStreamSerdeProvider = (): never => {
  throw new Error('Event streams are left out of the bundles: see infra/parts/stand-ins.');
};
