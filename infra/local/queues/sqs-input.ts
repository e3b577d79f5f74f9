import { AwsError } from '../aws/aws-error.ts';
import type { MessageAttribute, NewMessage } from './message.ts';
import type { Queue } from './queue.ts';

/** The most a message or a whole batch may have. */
export const MAX_BYTES = 1_048_576;
const MAX_DELAY_SECONDS = 900;
const MAX_GROUP_LENGTH = 128;

type Fields = { [name: string]: unknown };

/** The message of a SendMessage request. @throws AwsError when SQS would not take it */
export function newMessage(queue: Queue, input: Fields, sender: string): NewMessage {
  const { fifo, contentBasedDeduplication } = queue.settings;
  const body = input.MessageBody;
  if (typeof body !== 'string' || body === '') {
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  }
  const delaySeconds = wholeNumber(input.DelaySeconds, 'DelaySeconds', MAX_DELAY_SECONDS);
  if (fifo && delaySeconds !== undefined) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  }
  const groupId = input.MessageGroupId as string | undefined;
  const deduplicationId = input.MessageDeduplicationId as string | undefined;
  if (fifo && !groupId) {
    throw new AwsError(
      'MissingParameter',
      'The request must contain the parameter MessageGroupId.',
    );
  }
  if (groupId !== undefined && !/^[!-~]+$/.test(groupId.slice(0, MAX_GROUP_LENGTH + 1))) {
    throw invalidGroup(groupId);
  }
  if (groupId !== undefined && groupId.length > MAX_GROUP_LENGTH) throw invalidGroup(groupId);
  if (fifo && !deduplicationId && !contentBasedDeduplication) {
    throw new AwsError(
      'InvalidParameterValue',
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  if (!fifo && deduplicationId !== undefined) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${deduplicationId} for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.`,
    );
  }
  const attributes = input.MessageAttributes as { [name: string]: MessageAttribute } | undefined;
  return {
    body,
    sender,
    ...(delaySeconds !== undefined ? { delaySeconds } : {}),
    ...(groupId !== undefined ? { groupId } : {}),
    ...(deduplicationId !== undefined ? { deduplicationId } : {}),
    ...(attributes && Object.keys(attributes).length > 0 ? { attributes } : {}),
  };
}

/** The entries of a batch request. @throws AwsError when there are none, too many or two alike */
export function entriesOf(input: Fields): Fields[] {
  const entries = (input.Entries ?? []) as Fields[];
  if (entries.length === 0) {
    throw new AwsError(
      'AWS.SimpleQueueService.EmptyBatchRequest',
      'There should be at least one entry in the request.',
    );
  }
  if (entries.length > 10) {
    throw new AwsError(
      'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  if (new Set(entries.map((entry) => entry.Id)).size < entries.length) {
    throw new AwsError(
      'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
      'Two or more batch entries in the request have the same Id.',
    );
  }
  return entries;
}

/** A number of a request. @throws AwsError when it is out of range */
export function wholeNumber(value: unknown, name: string, max: number): number | undefined {
  if (value === undefined || value === null) return undefined;
  const least = name === 'MaxNumberOfMessages' ? 1 : 0;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > max) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${value} for parameter ${name} is invalid. Reason: ${name} must be >= ${least} and <= ${max}.`,
    );
  }
  return value;
}

/** Bytes of a message with its attributes, as they count against the limit. */
export function size({ body, attributes = {} }: NewMessage): number {
  let bytes = Buffer.byteLength(body);
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    bytes += Buffer.byteLength(name + DataType + (StringValue ?? ''));
    bytes += Buffer.byteLength(BinaryValue ?? '', 'base64');
  }
  return bytes;
}

/** The refusal of a message over the limit. */
export function tooLong(): AwsError {
  return new AwsError(
    'InvalidParameterValue',
    `One or more parameters are invalid. Reason: Message must be shorter than ${MAX_BYTES} bytes.`,
  );
}

function invalidGroup(groupId: string): AwsError {
  return new AwsError(
    'InvalidParameterValue',
    `Value ${groupId} for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to ${MAX_GROUP_LENGTH} in length.`,
  );
}
