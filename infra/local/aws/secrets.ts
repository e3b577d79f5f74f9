import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError, jsonAnswer } from './aws-error.ts';
import type { AwsService } from './front.ts';

/** A secret of the template. */
export interface SecretSettings {
  readonly arn: string;
  readonly secretString: string | undefined;
  readonly generate: GenerateSecretString | undefined;
}

/** `GenerateSecretString` of CloudFormation. */
export interface GenerateSecretString {
  readonly SecretStringTemplate?: string;
  readonly GenerateStringKey?: string;
  readonly PasswordLength?: number | string;
  readonly ExcludePunctuation?: boolean | string;
  readonly ExcludeCharacters?: string;
  readonly ExcludeLowercase?: boolean | string;
  readonly ExcludeUppercase?: boolean | string;
  readonly ExcludeNumbers?: boolean | string;
}

const LETTERS = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  digits: '0123456789',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
};

/**
 * Secrets Manager. What the template generates is generated once and kept; `overlay` is what the owner of an
 * installation would have filled in, and is read anew at every start.
 *
 * @param overlay members added to every secret that is a JSON object
 */
export function secretsManager(
  secrets: readonly SecretSettings[],
  overlay: Readonly<Record<string, string>>,
  dataDir?: string,
): AwsService {
  const path = dataDir && join(dataDir, 'secrets.json');
  const kept: Record<string, string> =
    path && existsSync(path)
      ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>)
      : {};
  for (const secret of secrets) kept[secret.arn] ??= initialValue(secret);
  if (path) writeFileSync(path, JSON.stringify(kept, undefined, 2), { mode: 0o600 });
  const values = new Map(secrets.map(({ arn }) => [arn, merged(kept[arn] ?? '', overlay)]));

  return async ({ operation, body }) => {
    if (operation !== 'GetSecretValue') {
      throw new AwsError('InvalidRequestException', `The local cloud does not know ${operation}.`);
    }
    const { SecretId = '' } = JSON.parse(body.toString()) as { SecretId?: string };
    const arn = [...values.keys()].find(
      (candidate) => candidate === SecretId || candidate.includes(`:secret:${SecretId}-`),
    );
    if (!arn) {
      throw new AwsError(
        'ResourceNotFoundException',
        "Secrets Manager can't find the specified secret.",
      );
    }
    return jsonAnswer({
      ARN: arn,
      Name: arn.split(':secret:')[1]?.slice(0, -7),
      SecretString: values.get(arn),
      VersionId: '00000000-0000-4000-8000-000000000001',
      VersionStages: ['AWSCURRENT'],
    });
  };
}

function initialValue({ secretString, generate }: SecretSettings): string {
  if (!generate) return secretString ?? '{}';
  const excluded = (flag: boolean | string | undefined): boolean => String(flag) === 'true';
  const alphabet = [
    excluded(generate.ExcludeLowercase) ? '' : LETTERS.lower,
    excluded(generate.ExcludeUppercase) ? '' : LETTERS.upper,
    excluded(generate.ExcludeNumbers) ? '' : LETTERS.digits,
    excluded(generate.ExcludePunctuation) ? '' : LETTERS.punctuation,
  ]
    .join('')
    .split('')
    .filter((letter) => !generate.ExcludeCharacters?.includes(letter));
  const length = Number(generate.PasswordLength ?? 32);
  const password = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
  if (!generate.GenerateStringKey) return password;
  const template = JSON.parse(generate.SecretStringTemplate ?? '{}') as object;
  return JSON.stringify({ ...template, [generate.GenerateStringKey]: password });
}

function merged(value: string, overlay: Readonly<Record<string, string>>): string {
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed !== 'object' || parsed === null) return value;
    return JSON.stringify({ ...parsed, ...overlay });
  } catch {
    return value;
  }
}
