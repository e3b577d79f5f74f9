import { createHash } from 'node:crypto';
import { isRefusal, type Refusal } from '../errors.ts';
import { answer, type JsonAnswer } from './http-answer.ts';

/** What may change for everybody at once is asked again after this long, in seconds. */
const MAX_AGE_SECONDS = 300;

/**
 * An answer that everybody may keep: with its `ETag`, and 304 without a body for who has it already.
 *
 * @param body the same for every caller who sends the same headers `vary` names; a refusal is passed through
 * @param headers of the request
 * @param vary request headers that the body depends on
 */
export function answerCacheable<Body extends object>(
  body: Body,
  headers: Readonly<Record<string, string | undefined>>,
  vary?: string,
): JsonAnswer | Extract<Body, Refusal> {
  if (isRefusal(body)) return body;
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 22);
  const etag = `"${digest}"`;
  const kept = {
    etag,
    'cache-control': `public, max-age=${MAX_AGE_SECONDS}`,
    ...(vary === undefined ? {} : { vary }),
  };
  return known(headers['if-none-match'], etag)
    ? answer(304, undefined, kept)
    : answer(200, body, kept);
}

/** A proxy may have made the tag a weak one; `*` is any that there is. */
function known(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
