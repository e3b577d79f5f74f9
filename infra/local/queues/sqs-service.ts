import { AwsError } from '../aws/aws-error.ts';
import { md5, md5OfAttributes } from './md5.ts';
import type { QueuedMessage } from './message.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import { entriesOf, MAX_BYTES, newMessage, size, tooLong, wholeNumber } from './sqs-input.ts';

const MAX_VISIBILITY_SECONDS = 43_200;

type Fields = { [name: string]: unknown };

/** The SQS API (JSON protocol), as strict as the real one where the product could get it wrong. */
export class SqsService {
  readonly #queues: Queues;

  constructor(queues: Queues) {
    this.#queues = queues;
  }

  /**
   * @param action the operation's name
   * @param sender who calls, as the message's SenderId
   * @throws AwsError as SQS would
   */
  async call(action: string, input: Fields, sender: string): Promise<unknown> {
    switch (action) {
      case 'SendMessage':
        return this.#send(this.#queue(input), input, sender);
      case 'SendMessageBatch':
        return this.#sendBatch(this.#queue(input), input, sender);
      case 'ReceiveMessage':
        return this.#receive(this.#queue(input), input);
      case 'DeleteMessage':
        this.#queue(input).delete(String(input.ReceiptHandle ?? ''));
        return {};
      case 'DeleteMessageBatch':
        return this.#each(input, (entry) => {
          this.#queue(input).delete(String(entry.ReceiptHandle ?? ''));
          return {};
        });
      case 'ChangeMessageVisibility':
        return this.#changeVisibility(this.#queue(input), input);
      case 'ChangeMessageVisibilityBatch':
        return this.#each(input, (entry) => this.#changeVisibility(this.#queue(input), entry));
      case 'GetQueueUrl': {
        const queue = this.#queues.byName(String(input.QueueName));
        if (!queue) throw noSuchQueue();
        return { QueueUrl: queue.settings.url };
      }
      case 'GetQueueAttributes':
        return { Attributes: attributesOf(this.#queue(input), input.AttributeNames) };
      case 'ListQueues': {
        const prefix = String(input.QueueNamePrefix ?? '');
        const queues = [...this.#queues.all()].filter((q) => q.settings.name.startsWith(prefix));
        return { QueueUrls: queues.map((queue) => queue.settings.url) };
      }
      case 'PurgeQueue':
        this.#queue(input).purge();
        return {};
      default:
        throw new AwsError('UnsupportedOperation', `The local SQS does not know ${action}.`);
    }
  }

  #queue(input: Fields): Queue {
    const queue = this.#queues.byUrl(String(input.QueueUrl ?? ''));
    if (!queue) throw noSuchQueue();
    return queue;
  }

  #send(queue: Queue, input: Fields, sender: string): Fields {
    const message = newMessage(queue, input, sender);
    if (size(message) > MAX_BYTES) throw tooLong();
    const { id, sequence } = queue.send(message);
    return {
      MessageId: id,
      MD5OfMessageBody: md5(message.body),
      ...(message.attributes
        ? { MD5OfMessageAttributes: md5OfAttributes(message.attributes) }
        : {}),
      ...(queue.settings.fifo ? { SequenceNumber: String(sequence).padStart(20, '0') } : {}),
    };
  }

  #sendBatch(queue: Queue, input: Fields, sender: string): Fields {
    const entries = entriesOf(input);
    const total = entries.reduce((sum, entry) => {
      return sum + Buffer.byteLength(String(entry.MessageBody ?? ''));
    }, 0);
    if (total > MAX_BYTES) {
      throw new AwsError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${MAX_BYTES} bytes. You have sent ${total} bytes.`,
      );
    }
    return this.#each(input, (entry) => this.#send(queue, entry, sender));
  }

  #each(input: Fields, one: (entry: Fields) => Fields): Fields {
    const Successful: Fields[] = [];
    const Failed: Fields[] = [];
    for (const entry of entriesOf(input)) {
      const Id = entry.Id;
      try {
        Successful.push({ Id, ...one(entry) });
      } catch (fault) {
        if (!(fault instanceof AwsError)) throw fault;
        Failed.push({ Id, Code: fault.code, Message: fault.message, SenderFault: true });
      }
    }
    return { Successful, Failed };
  }

  #changeVisibility(queue: Queue, input: Fields): Fields {
    const seconds = wholeNumber(
      input.VisibilityTimeout,
      'VisibilityTimeout',
      MAX_VISIBILITY_SECONDS,
    );
    if (!queue.changeVisibility(String(input.ReceiptHandle ?? ''), seconds ?? 0)) {
      throw new AwsError(
        'InvalidParameterValue',
        `Value ${input.ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
      );
    }
    return {};
  }

  async #receive(queue: Queue, input: Fields): Promise<Fields> {
    const max = wholeNumber(input.MaxNumberOfMessages, 'MaxNumberOfMessages', 10) ?? 1;
    const wait = wholeNumber(input.WaitTimeSeconds, 'WaitTimeSeconds', 20) ?? 0;
    const seconds = wholeNumber(
      input.VisibilityTimeout,
      'VisibilityTimeout',
      MAX_VISIBILITY_SECONDS,
    );
    const options = seconds === undefined ? {} : { visibilitySeconds: seconds };
    let messages = queue.receive(max, options);
    if (messages.length === 0 && wait > 0) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          stop();
          resolve();
        };
        const timer = setTimeout(done, wait * 1000);
        const stop = queue.onVisible(done);
      });
      messages = queue.receive(max, options);
    }
    if (messages.length === 0) return {};
    return { Messages: messages.map((message) => received(message)) };
  }
}

/** The system attributes of a received message. */
export function systemAttributes(message: QueuedMessage, fifo: boolean): Record<string, string> {
  return {
    ApproximateReceiveCount: String(message.receives),
    SentTimestamp: String(Math.floor(message.sentAt)),
    SenderId: message.sender,
    ApproximateFirstReceiveTimestamp: String(Math.floor(message.firstReceivedAt ?? 0)),
    ...(message.groupId !== undefined ? { MessageGroupId: message.groupId } : {}),
    ...(fifo && message.deduplicationId !== undefined
      ? { MessageDeduplicationId: message.deduplicationId }
      : {}),
    ...(fifo ? { SequenceNumber: String(message.sequence).padStart(20, '0') } : {}),
  };
}

function received(message: QueuedMessage): Fields {
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    Body: message.body,
    MD5OfBody: md5(message.body),
    Attributes: systemAttributes(message, message.deduplicationId !== undefined),
    ...(message.attributes
      ? {
          MessageAttributes: message.attributes,
          MD5OfMessageAttributes: md5OfAttributes(message.attributes),
        }
      : {}),
  };
}

function attributesOf(queue: Queue, names: unknown): Record<string, string> {
  const { settings } = queue;
  const counts = queue.counts();
  const all: Record<string, string> = {
    QueueArn: settings.arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    VisibilityTimeout: String(settings.visibilitySeconds),
    DelaySeconds: String(settings.delaySeconds),
    MessageRetentionPeriod: String(settings.retentionSeconds),
    MaximumMessageSize: String(MAX_BYTES),
    ...(settings.fifo ? { FifoQueue: 'true' } : {}),
    ...(settings.redrive
      ? {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: settings.redrive.deadLetterArn,
            maxReceiveCount: settings.redrive.maxReceives,
          }),
        }
      : {}),
  };
  const wanted = (names as string[] | undefined) ?? [];
  if (wanted.includes('All')) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)));
}

function noSuchQueue(): AwsError {
  return new AwsError(
    'AWS.SimpleQueueService.NonExistentQueue',
    'The specified queue does not exist.',
    400,
    { __type: 'com.amazonaws.sqs#QueueDoesNotExist' },
  );
}
