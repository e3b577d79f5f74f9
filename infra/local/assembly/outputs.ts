import { BootError } from '../boot-error.ts';
import type { Resolver } from './resolver.ts';
import type { Assembly, Stack } from './template.ts';

/**
 * What a command of the product needs to reach this installation: its environment, and the outputs of all stacks as
 * `cdk deploy --outputs-file` writes them, as far as they mean something here.
 */
export function installationOf(
  environment: Readonly<Record<string, string>>,
  { stacks }: Assembly,
  resolver: Resolver,
): object {
  const outputs = stacks.map((stack) => [stack.name, outputsIn(stack, resolver)]);
  return { environment, outputs: Object.fromEntries(outputs) };
}

function outputsIn(stack: Stack, resolver: Resolver): Record<string, unknown> {
  const outputs = Object.entries(stack.template.Outputs ?? {}).flatMap(([name, { Value }]) => {
    try {
      return [[name, resolver.resolve(stack, Value)] as const];
    } catch (fault) {
      // The address of something that does not run here.
      if (fault instanceof BootError) return [];
      throw fault;
    }
  });
  return Object.fromEntries(outputs);
}
