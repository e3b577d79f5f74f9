import { createHash } from 'node:crypto';
import { json, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { fewScopes, invalidArgument, rpcError, unauthenticated } from './errors.ts';
import type { GoogleState } from './state.ts';

const SCOPES = ['https://www.googleapis.com/auth/gmail.send', 'https://mail.google.com/'];
const MOST_RECIPIENTS = 500;

/**
 * `POST /gmail/v1/users/me/messages/send`: one mail from the account of the token, of which it is said that it was
 * taken, never that it arrived.
 */
export function sendMail(state: GoogleState, request: ProviderRequest): ProviderAnswer {
  const token = state.token(
    request.headers.authorization?.replace(/^Bearer /, '') ?? '',
    request.now.getTime(),
  );
  if (!token) throw unauthenticated('sheets');
  if (!SCOPES.some((scope) => token.scopes.has(scope))) throw fewScopes('sheets');
  // A service account has a mailbox only where its domain lends it one.
  if (!token.account.delegation) throw rpcError(400, 'Mail service not enabled');
  const { raw, threadId } = bodyOf(request);
  if (typeof raw !== 'string' || !/^[\w-]+={0,2}$/.test(raw)) {
    throw invalidArgument(
      "'raw' RFC822 payload message string or uploading message via /upload/* URL required",
    );
  }
  const text = Buffer.from(raw, 'base64url').toString('utf8');
  const head = new Map(
    (text.split(/\r?\n\r?\n/, 1)[0] ?? '')
      .split(/\r?\n(?![ \t])/)
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line] as const),
  );
  const recipients = ['to', 'cc', 'bcc'].flatMap((name) => head.get(name)?.split(',') ?? []);
  if (recipients.length === 0) throw invalidArgument('Recipient address required');
  if (recipients.length > MOST_RECIPIENTS) throw invalidArgument('Too many recipients');
  // What is no ASCII has to be coded (RFC 2047), or arrives as rubbish.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  if (/[^\x00-\x7f]/.test([...head.values()].join(''))) {
    throw invalidArgument('Invalid header: not encoded');
  }
  const from = head.get('from');
  if (from !== undefined && !from.includes(token.account.email)) {
    throw rpcError(403, `Delegation denied for ${token.account.email}`);
  }
  const id = createHash('sha256').update(raw).digest('hex').slice(0, 16);
  return json(200, { id, threadId: threadId ?? id, labelIds: ['SENT'] });
}

function bodyOf({ body }: ProviderRequest): {
  readonly raw?: unknown;
  readonly threadId?: unknown;
} {
  try {
    const read: unknown = JSON.parse(body.toString('utf8'));
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    throw invalidArgument('Invalid JSON payload received.');
  }
}
