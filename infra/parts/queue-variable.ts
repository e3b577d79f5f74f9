/** The environment variable that holds a queue's URL: `turn` is found in `TURN_QUEUE_URL`. */
export const queueVariable = (id: string): string =>
  `${id.replaceAll('-', '_').toUpperCase()}_QUEUE_URL`;

/** The output of the stack that says the same to commands: `turn` is `TurnQueueUrl`. */
export const queueOutput = (id: string): string =>
  `${id.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}QueueUrl`;
