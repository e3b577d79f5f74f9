import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Acknowledges findings of cdk-nag on one construct. Name the narrowest construct and the narrowest finding
 * (`AwsSolutions-IAM5[Resource::…]`) that will do.
 *
 * @param construct whose findings
 * @param reasons finding → why it is right here, written for the person who audits it
 */
export function acknowledge(
  construct: IConstruct,
  reasons: Readonly<Record<string, string>>,
): void {
  Validations.of(construct).acknowledge(
    ...Object.entries(reasons).map(([id, reason]) => ({ id, reason })),
  );
}
