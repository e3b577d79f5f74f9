import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { BootError } from './boot-error.ts';
import * as altegio from './providers/altegio/state.ts';
import * as calendly from './providers/calendly/state.ts';
import { standInCredentials } from './providers/google/account.ts';
import * as google from './providers/google/state.ts';
import * as meta from './providers/meta/state.ts';
import * as square from './providers/square/state.ts';
import * as zoom from './providers/zoom/state.ts';

/** What the owner of this installation set, in `.env` or in the environment (which wins). */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Base URL variable of each outside service, by the name of its stand-in. */
export const API_ROOTS: Readonly<Record<string, string>> = {
  telegram: 'TELEGRAM_API_ROOT',
  sendpulse: 'SENDPULSE_API_ROOT',
  anthropic: 'ANTHROPIC_BASE_URL',
  appsheet: 'APPSHEET_API_ROOT',
  google: 'GOOGLE_API_ROOT',
  zoom: 'ZOOM_API_ROOT',
  calendly: 'CALENDLY_API_ROOT',
  square: 'SQUARE_API_ROOT',
  simplybook: 'SIMPLYBOOK_API_ROOT',
  altegio: 'ALTEGIO_API_ROOT',
  meta: 'META_GRAPH_ROOT',
  resend: 'RESEND_API_ROOT',
  twilio: 'TWILIO_API_ROOT',
  stripe: 'STRIPE_API_ROOT',
};

/** What goes from the variables into the platform secret. */
const SECRET_VARIABLES = [
  /^CLAUDE_(API_KEY_\d+|MODEL_(MAIN|SMALL|SPARE)|(ATTEMPT|BACKOFF)_MS)$/,
  /^SENDPULSE_(CLIENT_ID|CLIENT_SECRET|API_KEY|WEBHOOK_SECRET|PROJECT_ID)$/,
  /^(DIVA_RECEPTION|KESHA_ZEROGAP)_BOT_TOKEN$/,
  /^TELEGRAM_(PROJECT_ID|ESCALATION_CONTACT|CHAT_ID_\w+)$/,
  /^APPSHEET_(API_KEY|APP_ID|TABLE_NAME|HOST|PROJECT_ID)$/,
  /^GOOGLE_(CREDENTIALS|PROJECT_ID)$/,
  /^(GOOGLE_OAUTH|ZOOM|CALENDLY)_CLIENT_(ID|SECRET)$/,
  /^SQUARE_APPLICATION_(ID|SECRET)$/,
  /^ALTEGIO_PARTNER_TOKEN$/,
  /^(META|INSTAGRAM)_APP_(ID|SECRET)$/,
  /^(RESEND_API_KEY|MAIL_FROM|PANEL_URL)$/,
];

/** A service is live as soon as one of these is set. */
const LIVE: Readonly<Record<string, RegExp>> = {
  anthropic: /^CLAUDE_API_KEY_\d+$/,
  sendpulse: /^SENDPULSE_(CLIENT_ID|API_KEY)$/,
  telegram: /^(DIVA_RECEPTION|KESHA_ZEROGAP)_BOT_TOKEN$/,
  appsheet: /^APPSHEET_API_KEY$/,
  google: /^GOOGLE_(CREDENTIALS|OAUTH_CLIENT_ID)$/,
  zoom: /^ZOOM_CLIENT_ID$/,
  calendly: /^CALENDLY_CLIENT_ID$/,
  square: /^SQUARE_APPLICATION_ID$/,
  altegio: /^ALTEGIO_PARTNER_TOKEN$/,
  meta: /^(META|INSTAGRAM)_APP_ID$/,
  resend: /^RESEND_API_KEY$/,
};

/** Credentials that the stand-ins accept. Two Claude accounts, so that changing between them is always exercised. */
const STAND_IN_CREDENTIALS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  anthropic: {
    CLAUDE_API_KEY_1: 'sk-stand-in-first',
    CLAUDE_API_KEY_2: 'sk-stand-in-second',
  },
  sendpulse: {
    SENDPULSE_CLIENT_ID: 'sp-stand-in-client',
    SENDPULSE_CLIENT_SECRET: 'sp-stand-in-secret',
  },
  google: {
    GOOGLE_OAUTH_CLIENT_ID: google.STAND_IN_CLIENT,
    GOOGLE_OAUTH_CLIENT_SECRET: google.STAND_IN_CLIENT_SECRET,
  },
  zoom: {
    ZOOM_CLIENT_ID: zoom.STAND_IN_CLIENT,
    ZOOM_CLIENT_SECRET: zoom.STAND_IN_CLIENT_SECRET,
  },
  calendly: {
    CALENDLY_CLIENT_ID: calendly.STAND_IN_CLIENT,
    CALENDLY_CLIENT_SECRET: calendly.STAND_IN_CLIENT_SECRET,
  },
  square: {
    SQUARE_APPLICATION_ID: square.STAND_IN_CLIENT,
    SQUARE_APPLICATION_SECRET: square.STAND_IN_CLIENT_SECRET,
  },
  altegio: { ALTEGIO_PARTNER_TOKEN: altegio.STAND_IN_PARTNER },
  meta: {
    META_APP_ID: meta.STAND_IN_CLIENT,
    META_APP_SECRET: meta.STAND_IN_CLIENT_SECRET,
    INSTAGRAM_APP_ID: meta.STAND_IN_INSTAGRAM,
    INSTAGRAM_APP_SECRET: meta.STAND_IN_INSTAGRAM_SECRET,
  },
  appsheet: {
    APPSHEET_API_KEY: 'V2-stand-in-demo-key',
    APPSHEET_APP_ID: '5e7a1c90-0000-4000-8000-000000000001',
    APPSHEET_TABLE_NAME: 'Bookings',
  },
  resend: {
    RESEND_API_KEY: 're_stand_in',
    MAIL_FROM: 'frontdesk <frontdesk@stand-in.example>',
  },
};

const DEMO_PROJECT = 'demo-salon';

/**
 * Reads `.env` below the environment: a variable that is set to nothing counts as not set. The file that
 * GOOGLE_CREDENTIALS_FILE names is read too: it stands for GOOGLE_CREDENTIALS.
 *
 * @throws BootError when that file cannot be read
 */
export function readVariables(envFile: string, environment: NodeJS.ProcessEnv): Variables {
  const file = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {};
  const entries = Object.entries({ ...file, ...environment }).filter(([, value]) => value);
  const variables = Object.fromEntries(entries);
  const path = variables.GOOGLE_CREDENTIALS_FILE;
  if (path === undefined || variables.GOOGLE_CREDENTIALS) return variables;
  try {
    return { ...variables, GOOGLE_CREDENTIALS: readFileSync(path, 'utf8') };
  } catch (cause) {
    throw new BootError(`GOOGLE_CREDENTIALS_FILE names ${path}, which cannot be read: ${cause}.`);
  }
}

/** Whether the outside service itself is to be used instead of its stand-in. */
export function isLive(provider: string, variables: Variables): boolean {
  const pattern = LIVE[provider];
  return pattern !== undefined && Object.keys(variables).some((name) => pattern.test(name));
}

/**
 * What the platform secret holds besides its generated part: what the owner set, and credentials of the stand-ins for
 * services that are not live.
 */
export function secretOverlay(variables: Variables): Record<string, string> {
  const overlay: Record<string, string> = {};
  for (const [provider, credentials] of Object.entries(STAND_IN_CREDENTIALS)) {
    if (!isLive(provider, variables)) Object.assign(overlay, credentials);
  }
  // Made by each process anew: a private key has no place in a file of the source.
  if (!isLive('google', variables)) overlay.GOOGLE_CREDENTIALS = standInCredentials();
  for (const [name, value] of Object.entries(variables)) {
    if (value && SECRET_VARIABLES.some((pattern) => pattern.test(name))) overlay[name] = value;
  }
  if (overlay.SENDPULSE_WEBHOOK_SECRET) overlay.SENDPULSE_PROJECT_ID ??= DEMO_PROJECT;
  if (isLive('telegram', variables)) overlay.TELEGRAM_PROJECT_ID ??= DEMO_PROJECT;
  if (overlay.APPSHEET_API_KEY) overlay.APPSHEET_PROJECT_ID ??= DEMO_PROJECT;
  if (overlay.GOOGLE_CREDENTIALS) overlay.GOOGLE_PROJECT_ID ??= DEMO_PROJECT;
  overlay.PANEL_URL ??= `http://127.0.0.1:${variables.PORT ?? 3000}/api/accounts`;
  return overlay;
}

/**
 * Base URLs for one worker: what the owner set, else the stand-in below `root`, else (live) nothing, so the product's
 * own default holds.
 *
 * @param root where the front answers for this worker
 */
export function apiRoots(
  providers: readonly string[],
  variables: Variables,
  root: string,
): Record<string, string> {
  const roots: Record<string, string> = {};
  for (const [provider, variable] of Object.entries(API_ROOTS)) {
    const own = variables[variable];
    if (own) roots[variable] = own;
    else if (providers.includes(provider) && !isLive(provider, variables)) {
      roots[variable] = `${root}/${provider}`;
    }
  }
  return roots;
}
