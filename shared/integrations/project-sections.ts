import { type ProjectConfig, projectConfig } from '../contracts/project-config.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Credentials, Project } from '../projects/index.ts';
import type { ConfiguredSlug } from './service.ts';

/** What is wrong with the input: where and what. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}
export type InvalidInput = Refusal<'invalid_input', readonly Problem[]>;

type Settings = Readonly<Record<string, unknown>>;

/** How a service stands in the configuration of a project. */
interface Section {
  /** What a connection changes there; absent credentials keep the stored ones. */
  readonly connect: (settings: Settings, credentials: Credentials | undefined) => object;
  readonly disconnect: object;
  readonly settingsOf: (project: Project) => Settings;
  /** Beginnings of paths in the configuration, and what the caller called it. */
  readonly paths: readonly (readonly [string, string])[];
}

const named = <Value>(name: string, value: Value | undefined) =>
  value === undefined ? {} : { [name]: value };

const SECTIONS: Readonly<Record<Exclude<ConfiguredSlug, 'sendpulse'>, Section>> = {
  appsheet: {
    connect: ({ app_id, table, host, ...rest }, credentials) => ({
      appsheet: { app_id, table, ...named('host', host), ...rest, ...credentials },
    }),
    disconnect: { appsheet: null },
    settingsOf: ({ appSheet }) =>
      appSheet ? { app_id: appSheet.appId, table: appSheet.table, host: appSheet.host } : {},
    paths: [
      ['appsheet.access_key', 'credentials.access_key'],
      ['appsheet', 'settings'],
    ],
  },
  google: {
    connect: ({ spreadsheet_id, ...rest }, credentials) => ({
      ...(credentials ? { google: { credentials } } : {}),
      ...named('google_sheet_id', spreadsheet_id),
      ...rest,
    }),
    disconnect: { google: null },
    settingsOf: ({ googleSheetId }) => ({ spreadsheet_id: googleSheetId ?? null }),
    paths: [
      ['google.credentials', 'credentials'],
      ['google_sheet_id', 'settings.spreadsheet_id'],
      ['', 'settings.'],
    ],
  },
  'telegram-reception': {
    connect: (settings, credentials) => ({ reception: { ...settings, ...credentials } }),
    disconnect: { reception: { bot_token: null } },
    settingsOf: () => ({}),
    paths: [
      ['reception.bot_token', 'credentials.bot_token'],
      ['reception', 'settings'],
    ],
  },
  'telegram-specialist': {
    connect: (settings, credentials) => ({ specialist_bot: { ...settings, ...credentials } }),
    disconnect: { specialist_bot: { bot_token: null } },
    settingsOf: () => ({}),
    paths: [
      ['specialist_bot.bot_token', 'credentials.bot_token'],
      ['specialist_bot', 'settings'],
    ],
  },
};

const sectionOf = (slug: ConfiguredSlug): Section | undefined =>
  slug === 'sendpulse' ? undefined : SECTIONS[slug];

/** What a service's settings are in the configuration; SendPulse has its bot there too, and its key elsewhere. */
export function settingsIn(project: Project, slug: ConfiguredSlug): Settings {
  if (slug === 'sendpulse') return { bot_id: project.sendpulseBotId ?? null };
  return sectionOf(slug)?.settingsOf(project) ?? {};
}

/**
 * The change of configuration that connects a service.
 *
 * @param credentials absent: those that are stored stay
 * @returns the change, or `invalid_input` in the caller's own words
 */
export function connectingConfig(
  slug: ConfiguredSlug,
  settings: Settings,
  credentials: Credentials | undefined,
): ProjectConfig | InvalidInput {
  const { bot_id, ...rest } = settings;
  const wish = sectionOf(slug)?.connect(settings, credentials) ?? {
    ...named('sendpulse_bot_id', bot_id),
    ...rest,
  };
  const foreign = Object.keys(wish).filter((key) => !OWN_KEYS.has(key));
  if (foreign.length > 0) {
    return invalid(
      foreign.map((key) => ({ path: `settings.${key}`, message: 'This key is not known.' })),
    );
  }
  const read = projectConfig.safeParse(wish);
  if (read.success) return read.data;
  return invalid(
    read.error.issues.flatMap((issue) => {
      const at = (last?: string) => inWordsOf(slug, [...issue.path, ...(last ? [last] : [])]);
      if (issue.code !== 'unrecognized_keys') return [{ path: at(), message: issue.message }];
      return issue.keys.map((key) => ({ path: at(key), message: 'This key is not known.' }));
    }),
  );
}

/** Sections of the configuration that a service may touch: settings name nothing else of it. */
const OWN_KEYS = new Set([
  'appsheet',
  'google',
  'google_sheet_id',
  'reception',
  'specialist_bot',
  'sendpulse_bot_id',
]);

/** The change of configuration that disconnects a service; `undefined`: it does not stand there. */
export function disconnectingConfig(slug: ConfiguredSlug): ProjectConfig | undefined {
  const section = sectionOf(slug);
  return section && projectConfig.parse(section.disconnect);
}

/** Problems of a configuration as the caller called the fields. */
export function inCallersWords(slug: ConfiguredSlug, { details }: InvalidInput): InvalidInput {
  return invalid(
    (details ?? []).map(({ path, message }) => ({
      path: inWordsOf(slug, path.split('.')),
      message,
    })),
  );
}

function inWordsOf(slug: ConfiguredSlug, path: readonly PropertyKey[]): string {
  const text = path.join('.');
  const paths = sectionOf(slug)?.paths ?? [['sendpulse_bot_id', 'settings.bot_id'] as const];
  const [from, to] = paths.find(([start]) => text.startsWith(start)) ?? ['', ''];
  return `${to}${text.slice(from.length)}`;
}

/** `invalid_input` that names its fields. */
export function invalid(problems: readonly Problem[]): InvalidInput {
  const fields = [...new Set(problems.map(({ path }) => path))].slice(0, 5).join(', ');
  return refuse('invalid_input', `Not valid: ${fields}.`, problems);
}
