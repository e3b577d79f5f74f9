import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { open, type Sealed, seal } from '../../../shared/platform/secrets/sealed.ts';
import {
  mintWebhookToken,
  sameSecret,
  verifyWebhookToken,
} from '../../../shared/platform/secrets/webhook-token.ts';

const secret = { PLATFORM_KEY: 'k'.repeat(40) };
const salon = 'salon_abc' as ProjectId;

describe('a sealed secret', () => {
  it('opens for the project and purpose it was sealed for, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // A lone surrogate has no UTF-8 form; secrets are text that travelled as JSON.
        fc.pre(text.isWellFormed());
        expect(open(secret, salon, 'telegram', seal(secret, salon, 'telegram', text))).toBe(text);
      }),
    );
  });

  it('does not open for another project, another purpose or another key', () => {
    const sealed = seal(secret, salon, 'telegram', 'token');
    expect(() => open(secret, 'salon_abd' as ProjectId, 'telegram', sealed)).toThrow();
    expect(() => open(secret, salon, 'google', sealed)).toThrow();
    expect(() => open({ PLATFORM_KEY: 'x'.repeat(40) }, salon, 'telegram', sealed)).toThrow(
      'cannot be opened',
    );
  });

  it('does not open when a single character was altered', () => {
    const sealed = seal(secret, salon, 'telegram', 'a token');
    for (let at = 0; at < sealed.length; at += 1) {
      const other = sealed[at] === 'A' ? 'Q' : 'A';
      const altered = `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}` as Sealed;
      // The last character of a base64url group may carry unused bits: the same bytes are the same ciphertext.
      const bytes = (text: string) =>
        text.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'));
      if (String(bytes(altered).slice(2)) === String(bytes(sealed).slice(2)) && at > 11) continue;
      expect(() => open(secret, salon, 'telegram', altered), `character ${at}`).toThrow();
    }
  });

  it('still opens after the platform key was rotated', () => {
    const sealed = seal(secret, salon, 'telegram', 'old');
    const rotated = { PLATFORM_KEY: 'n'.repeat(40), PLATFORM_KEY_PREVIOUS: secret.PLATFORM_KEY };
    expect(open(rotated, salon, 'telegram', sealed)).toBe('old');
  });

  it('never repeats a nonce', () => {
    const nonces = Array.from({ length: 5_000 }, () => seal(secret, salon, 'p', 'x').split('.')[2]);
    expect(new Set(nonces).size).toBe(nonces.length);
  });
});

describe('a webhook token', () => {
  const token = mintWebhookToken(secret, { projectId: salon, purpose: 'sendpulse', rotation: 3 });

  it('names its project and rotation, and fits a header and a query string', () => {
    expect(token).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
    expect(verifyWebhookToken(secret, 'sendpulse', token)).toEqual({
      projectId: salon,
      purpose: 'sendpulse',
      rotation: 3,
    });
  });

  it('is refused with any bit flipped, any part missing, or anything added', () => {
    const bytes = Buffer.from(token, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(
        verifyWebhookToken(secret, 'sendpulse', flipped.toString('base64url')),
      ).toBeUndefined();
    }
    for (let length = 0; length < token.length; length += 1) {
      expect(verifyWebhookToken(secret, 'sendpulse', token.slice(0, length))).toBeUndefined();
    }
    for (const extra of ['A', '=', ' ', '\n', '.']) {
      expect(verifyWebhookToken(secret, 'sendpulse', token + extra)).toBeUndefined();
    }
  });

  it('is refused for another purpose, and by another platform key', () => {
    expect(verifyWebhookToken(secret, 'telegram', token)).toBeUndefined();
    expect(
      verifyWebhookToken({ PLATFORM_KEY: 'x'.repeat(40) }, 'sendpulse', token),
    ).toBeUndefined();
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(verifyWebhookToken(secret, 'sendpulse', text)).toBeUndefined();
      }),
    );
  });

  it('survives one rotation of the platform key', () => {
    const rotated = { PLATFORM_KEY: 'n'.repeat(40), PLATFORM_KEY_PREVIOUS: secret.PLATFORM_KEY };
    expect(verifyWebhookToken(rotated, 'sendpulse', token)?.projectId).toBe(salon);
  });
});

describe('sameSecret', () => {
  it('says whether two texts are the same, whatever their lengths', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(sameSecret(a, b)).toBe(a === b);
      }),
    );
  });
});
