/** What an integration's credentials are called. */
export interface CredentialFields {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  /** Settings without which they open nothing: they are asked about together. */
  readonly settings?: readonly string[];
  /** Whether something else may stand beside them, as in the file of a key. */
  readonly open?: true;
}

/**
 * What each type and service wants, by its slug; who is not here is connected by consent (OAuth), or not at all yet.
 * Telegram takes nothing: its messages come through SendPulse, and nothing here would use a bot of one's own.
 */
export const CREDENTIAL_FIELDS: Readonly<Partial<Record<string, CredentialFields>>> = {
  telegram: { required: [] },
  sendpulse: { required: ['client_id', 'client_secret'] },
  'telegram-reception': { required: ['bot_token'] },
  'telegram-specialist': { required: ['bot_token'] },
  appsheet: { required: ['access_key'], settings: ['app_id', 'table'] },
  altegio: { required: ['user_token'], settings: ['location_id'] },
  simplybook: { required: ['company_login', 'user_login', 'user_api_key'] },
  google: { required: ['client_email', 'private_key'], optional: ['private_key_id'], open: true },
};
