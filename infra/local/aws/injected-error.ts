import { AwsError, errorAnswer, type WireAnswer } from './aws-error.ts';

const MESSAGES: { readonly [code: string]: string } = {
  ThrottlingException: 'Rate exceeded',
  ProvisionedThroughputExceededException:
    'The level of configured provisioned throughput for the table was exceeded.',
  RequestLimitExceeded: 'Throughput exceeds the current throughput limit for your account.',
  InternalServerError: 'Internal server error',
  ServiceUnavailable: 'Service Unavailable',
  ConditionalCheckFailedException: 'The conditional request failed',
  TransactionConflictException: 'Transaction is ongoing for the item',
  TransactionInProgressException: 'The transaction with the given request token is in progress.',
};

const SERVER_FAULTS = /^(InternalServerError|InternalFailure|ServiceUnavailable)/;

/**
 * An injected error in the shape in which the service itself would answer.
 *
 * @param error name of the error; `TransactionConflict`, `ConditionalCheckFailed`, `ThrottlingError` and
 * `TransactionConflict`-like cancellation codes become a cancelled transaction where the operation is one
 * @param body the request, which a cancelled transaction needs: one reason for each of its items
 */
export function injectedError(
  error: string,
  message: string | undefined,
  operation: string,
  body: Buffer,
): WireAnswer {
  const transactional = operation === 'TransactWriteItems' || operation === 'TransactGetItems';
  if (transactional && CANCELLATIONS[error]) return cancelled(error, body);
  const code = OUTSIDE_TRANSACTION[error] ?? error;
  return errorAnswer(
    new AwsError(code, message ?? MESSAGES[code] ?? code, SERVER_FAULTS.test(code) ? 500 : 400),
  );
}

const CANCELLATIONS: { readonly [code: string]: string } = {
  TransactionConflict: 'Transaction is ongoing for the item',
  ConditionalCheckFailed: 'The conditional request failed',
  ThrottlingError: 'Throughput exceeds the current capacity for one or more items.',
  ProvisionedThroughputExceeded: 'The level of configured provisioned throughput was exceeded.',
  ItemCollectionSizeLimitExceeded: 'Collection size exceeded.',
  ValidationError: 'Item validation failed.',
};

const OUTSIDE_TRANSACTION: { readonly [code: string]: string } = {
  TransactionConflict: 'TransactionConflictException',
  ConditionalCheckFailed: 'ConditionalCheckFailedException',
  ThrottlingError: 'ThrottlingException',
  ProvisionedThroughputExceeded: 'ProvisionedThroughputExceededException',
};

function cancelled(code: string, body: Buffer): WireAnswer {
  const { TransactItems = [] } = JSON.parse(body.toString()) as { TransactItems?: unknown[] };
  const reasons = TransactItems.map((_, position) =>
    position === 0 ? { Code: code, Message: CANCELLATIONS[code] } : { Code: 'None' },
  );
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return errorAnswer(
    new AwsError(
      'TransactionCanceledException',
      `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
      400,
      { CancellationReasons: reasons },
    ),
  );
}
