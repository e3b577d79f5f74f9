import { BootError } from '../boot-error.ts';
import type { Stack, TemplateResource, TemplateValue } from './template.ts';

/** What `Ref` and `Fn::GetAtt` of a resource give. */
export interface Identity {
  readonly ref: string;
  readonly attributes: { readonly [name: string]: string };
}

/** The account the local cloud plays. */
export interface Account {
  readonly accountId: string;
  readonly region: string;
}

/** Gives a resource its physical name, ARN and so on; `resolve` works on the resource's own stack. */
export type Identify = (
  stackName: string,
  logicalId: string,
  resource: TemplateResource,
  resolve: (value: TemplateValue | undefined) => unknown,
) => Identity;

type Intrinsic = (argument: TemplateValue, stack: Stack, path: readonly string[]) => unknown;

/** Resolves the intrinsic functions of an assembly's stacks, exports between stacks included. */
export class Resolver {
  readonly #stacks: readonly Stack[];
  readonly #account: Account;
  readonly #identify: Identify;
  readonly #identities = new Map<string, Identity>();

  constructor(stacks: readonly Stack[], account: Account, identify: Identify) {
    this.#stacks = stacks;
    this.#account = account;
    this.#identify = identify;
  }

  /**
   * `value` without intrinsics. Object members that resolve to `AWS::NoValue` disappear.
   *
   * @throws BootError naming what cannot be resolved
   */
  resolve(stack: Stack, value: TemplateValue | undefined): unknown {
    return this.#resolve(value, stack, []);
  }

  /** The identity of one resource. */
  identity(stack: Stack, logicalId: string, path: readonly string[] = []): Identity {
    const key = `${stack.name}/${logicalId}`;
    const known = this.#identities.get(key);
    if (known) return known;
    if (path.includes(key)) {
      throw new BootError(`The template of ${stack.name} refers to itself at ${logicalId}.`);
    }
    const resource = stack.template.Resources?.[logicalId];
    if (!resource) {
      throw new BootError(`The template of ${stack.name} refers to ${logicalId}, which it lacks.`);
    }
    const identity = this.#identify(stack.name, logicalId, resource, (value) =>
      this.#resolve(value, stack, [...path, key]),
    );
    this.#identities.set(key, identity);
    return identity;
  }

  /** Whether a condition of the template holds; a resource without a condition always exists. */
  holds(stack: Stack, condition: string | undefined): boolean {
    if (condition === undefined) return true;
    const expression = stack.template.Conditions?.[condition];
    if (expression === undefined) {
      throw new BootError(`The template of ${stack.name} lacks the condition ${condition}.`);
    }
    return Boolean(this.#resolve(expression, stack, []));
  }

  #resolve(value: TemplateValue | undefined, stack: Stack, path: readonly string[]): unknown {
    if (typeof value === 'string' && value.includes('{{resolve:')) {
      throw new BootError(
        `The template of ${stack.name} has the dynamic reference ${value}, which the local cloud cannot resolve.`,
      );
    }
    if (Array.isArray(value)) {
      return value
        .map((item) => this.#resolve(item, stack, path))
        .filter((item) => item !== undefined);
    }
    if (typeof value !== 'object' || value === null) return value;
    const names = Object.keys(value);
    const [name] = names;
    if (
      names.length === 1 &&
      name &&
      (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'))
    ) {
      const argument = value[name];
      // A property may be called Condition too; only a string there names a condition of the template.
      if (argument !== undefined && (name !== 'Condition' || typeof argument === 'string')) {
        const intrinsic = this.#intrinsics[name];
        if (!intrinsic) {
          throw new BootError(
            `The template of ${stack.name} uses ${name}, which the local cloud does not know.`,
          );
        }
        return intrinsic(argument, stack, path);
      }
    }
    const resolved: Record<string, unknown> = {};
    for (const [key, member] of Object.entries(value)) {
      const plain = this.#resolve(member, stack, path);
      if (plain !== undefined) resolved[key] = plain;
    }
    return resolved;
  }

  readonly #intrinsics: { [name: string]: Intrinsic } = {
    Ref: (argument, stack, path) => this.#ref(String(argument), stack, path),
    Condition: (argument, stack) => this.holds(stack, String(argument)),
    'Fn::GetAtt': (argument, stack, path) => {
      const [logicalId = '', ...rest] = Array.isArray(argument)
        ? argument.map(String)
        : String(argument).split('.');
      return this.#attribute(stack, logicalId, rest.join('.'), path);
    },
    'Fn::Join': (argument, stack, path) => {
      const [separator, parts] = this.#list(argument, stack, path, 'Fn::Join');
      return (parts as unknown[]).map(String).join(String(separator));
    },
    'Fn::Select': (argument, stack, path) => {
      const [index, parts] = this.#list(argument, stack, path, 'Fn::Select');
      const selected = (parts as unknown[])[Number(index)];
      if (selected === undefined) {
        throw new BootError(`An Fn::Select of ${stack.name} selects what is not there.`);
      }
      return selected;
    },
    'Fn::Split': (argument, stack, path) => {
      const [separator, text] = this.#list(argument, stack, path, 'Fn::Split');
      return String(text).split(String(separator));
    },
    'Fn::Sub': (argument, stack, path) => this.#sub(argument, stack, path),
    'Fn::FindInMap': (argument, stack, path) => {
      const [map, top, second] = this.#list(argument, stack, path, 'Fn::FindInMap');
      const mappings = stack.template.Mappings as
        | Record<string, Record<string, Record<string, TemplateValue>>>
        | undefined;
      const found = mappings?.[String(map)]?.[String(top)]?.[String(second)];
      if (found === undefined) {
        throw new BootError(
          `The template of ${stack.name} has no mapping ${map}.${top}.${second}.`,
        );
      }
      return found;
    },
    'Fn::ImportValue': (argument, stack, path) => {
      const name = String(this.#resolve(argument, stack, path));
      for (const other of this.#stacks) {
        for (const output of Object.values(other.template.Outputs ?? {})) {
          if (!output.Export || this.#resolve(output.Export.Name, other, path) !== name) continue;
          return this.#resolve(output.Value, other, path);
        }
      }
      throw new BootError(`The template of ${stack.name} imports ${name}, which no stack exports.`);
    },
    'Fn::GetStackOutput': (argument) => {
      throw new BootError(
        `The template uses Fn::GetStackOutput (${JSON.stringify(argument)}), which the local cloud does not know.`,
      );
    },
    'Fn::Base64': (argument, stack, path) =>
      Buffer.from(String(this.#resolve(argument, stack, path))).toString('base64'),
    'Fn::If': (argument, stack, path) => {
      if (!Array.isArray(argument)) throw malformed('Fn::If', stack);
      const [condition, then, otherwise] = argument;
      return this.#resolve(this.holds(stack, String(condition)) ? then : otherwise, stack, path);
    },
    'Fn::Equals': (argument, stack, path) => {
      const [left, right] = this.#list(argument, stack, path, 'Fn::Equals');
      return String(left) === String(right);
    },
    'Fn::Not': (argument, stack, path) => !this.#list(argument, stack, path, 'Fn::Not')[0],
    'Fn::And': (argument, stack, path) =>
      this.#list(argument, stack, path, 'Fn::And').every(Boolean),
    'Fn::Or': (argument, stack, path) => this.#list(argument, stack, path, 'Fn::Or').some(Boolean),
  };

  #list(argument: TemplateValue, stack: Stack, path: readonly string[], name: string): unknown[] {
    const list = this.#resolve(argument, stack, path);
    if (!Array.isArray(list)) throw malformed(name, stack);
    return list;
  }

  #ref(name: string, stack: Stack, path: readonly string[]): unknown {
    switch (name) {
      case 'AWS::AccountId':
        return this.#account.accountId;
      case 'AWS::Region':
        return this.#account.region;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return stack.name;
      case 'AWS::StackId':
        return `arn:aws:cloudformation:${this.#account.region}:${this.#account.accountId}:stack/${stack.name}/local`;
      case 'AWS::NoValue':
        return undefined;
    }
    const parameter = stack.template.Parameters?.[name];
    if (parameter) {
      if (parameter.Default === undefined) {
        throw new BootError(`The parameter ${name} of ${stack.name} has no default.`);
      }
      return parameter.Default;
    }
    return this.identity(stack, name, path).ref;
  }

  #attribute(stack: Stack, logicalId: string, name: string, path: readonly string[]): string {
    const value = this.identity(stack, logicalId, path).attributes[name];
    if (value === undefined) {
      const type = stack.template.Resources?.[logicalId]?.Type;
      throw new BootError(
        `The template of ${stack.name} asks ${logicalId} (${type}) for ${name}, which the local cloud does not know.`,
      );
    }
    return value;
  }

  #sub(argument: TemplateValue, stack: Stack, path: readonly string[]): string {
    const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
    const own = (variables ?? {}) as { [name: string]: TemplateValue };
    return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (own[name] !== undefined) return String(this.#resolve(own[name], stack, path));
      const [logicalId = '', ...rest] = name.split('.');
      if (rest.length > 0) return this.#attribute(stack, logicalId, rest.join('.'), path);
      return String(this.#ref(name, stack, path));
    });
  }
}

function malformed(name: string, stack: Stack): BootError {
  return new BootError(`The template of ${stack.name} has a malformed ${name}.`);
}
