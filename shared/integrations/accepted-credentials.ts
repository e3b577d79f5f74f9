import { CREDENTIAL_FIELDS } from '../catalogue/index.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Credentials, Provider } from '../projects/index.ts';
import { type InvalidInput, invalid } from './project-sections.ts';

/** What a service says of credentials. */
export type Judged =
  /** `account`: who they stand for there. */
  | { readonly kind: 'accepted'; readonly account?: string }
  /** `why`: one sentence without secrets. */
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Asks a service whether it takes credentials, by the cheapest call that tells. Implemented by providers.
 *
 * @throws PassingFault when it cannot be asked now
 */
export type CredentialCheck = (given: {
  readonly credentials: Credentials;
  /** As the integration will have them. */
  readonly settings: Readonly<Record<string, unknown>>;
}) => Promise<Judged>;

/** The services that can be asked. */
export type CredentialChecks = Readonly<Partial<Record<Provider, CredentialCheck>>>;

/**
 * Credentials that have every field their service wants and no other, with the settings that belong to them, and that
 * it takes.
 *
 * @returns who they stand for, `invalid_input` naming the fields, or `credentials_refused`
 * @throws PassingFault when the service cannot be asked now
 */
export async function acceptedCredentials(
  slug: Provider,
  given: Parameters<CredentialCheck>[0],
  checks: CredentialChecks,
): Promise<
  { readonly account: string | undefined } | InvalidInput | Refusal<'credentials_refused'>
> {
  const { required = [], optional = [], settings = [], open } = CREDENTIAL_FIELDS[slug] ?? {};
  const names = Object.keys(given.credentials);
  const missing = required.filter((name) => !names.includes(name));
  const unknown = open ? [] : names.filter((name) => ![...required, ...optional].includes(name));
  const unset = settings.filter((name) => (given.settings[name] ?? '') === '');
  if (missing.length + unknown.length + unset.length > 0) {
    return invalid([
      ...unset.map((name) => ({ path: `settings.${name}`, message: 'This is needed.' })),
      ...missing.map((name) => ({ path: `credentials.${name}`, message: 'This is needed.' })),
      ...unknown.map((name) => ({
        path: `credentials.${name}`,
        message: 'This key is not known.',
      })),
    ]);
  }
  const judged = names.length > 0 ? await checks[slug]?.(given) : undefined;
  if (judged?.kind === 'refused') return refuse('credentials_refused', judged.why);
  return { account: judged?.account };
}
