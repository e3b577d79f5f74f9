import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientDefaults } from '../aws/client-defaults.ts';

/**
 * The one secret of a stage, a flat JSON object. `PLATFORM_KEY` is generated on deploy; everything else is what the
 * owner of the installation filled in (`CLAUDE_API_KEY_1…N`, `SENDPULSE_…`).
 */
export interface PlatformSecret {
  readonly PLATFORM_KEY: string;
  /** The key before the last rotation: opens old ciphertexts and old webhook tokens, seals nothing new. */
  readonly PLATFORM_KEY_PREVIOUS?: string;
  readonly [name: string]: string | undefined;
}

let loading: Promise<PlatformSecret> | undefined;

/**
 * The platform's secret, read once per container. Call it at module scope of a door, so the read happens while the
 * container starts and a request (a forged one too) costs none.
 *
 * @throws Error when the secret cannot be read or has no `PLATFORM_KEY`; the next call tries again (law 7)
 */
export function platformSecret(): Promise<PlatformSecret> {
  loading ??= load().catch((fault: unknown) => {
    loading = undefined;
    throw fault;
  });
  return loading;
}

async function load(): Promise<PlatformSecret> {
  const client = new SecretsManagerClient(clientDefaults);
  const { SecretString } = await client.send(
    new GetSecretValueCommand({ SecretId: process.env.PLATFORM_SECRET_ARN }),
  );
  const secret = JSON.parse(SecretString ?? '{}') as Partial<PlatformSecret>;
  if (typeof secret.PLATFORM_KEY !== 'string' || secret.PLATFORM_KEY.length < 32) {
    throw new Error('The platform secret has no PLATFORM_KEY of at least 32 characters.');
  }
  return secret as PlatformSecret;
}
