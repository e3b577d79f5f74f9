import { Entity } from 'dynamodb-toolbox/entity';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { derivedId, type ProjectId, randomId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** How long a code can be used. */
export const CODE_SECONDS = 24 * 3_600;

/** 80 bits: nobody guesses one of them within its day. */
const CODE_LETTERS = 16;

/** A code that lets one chat become a specialist's. Only its hash is stored. */
export const LinkCodeEntity = new Entity({
  name: 'LinkCode',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    codeHash: string().key(),
    specialistId: string(),
    createdAt: string(),
    createdBy: string(),
    expiresAt: string(),
    /** The chat that used it up. Kept, so that the same chat sending it again meets a done thing, not a wrong code. */
    usedBy: number().optional(),
    usedAt: string().optional(),
    ttl: number(),
  }),
  computeKey: ({ projectId, codeHash }) => keys.linkCode(projectId as ProjectId, codeHash),
});

/** A new code, of letters and digits that nobody mistakes for each other. */
export const newLinkCode = (): string => randomId(CODE_LETTERS);

/**
 * What is stored of a code. It reads a code as people type it: small letters, spaces and dashes, O for 0, I and L
 * for 1; `undefined` when it is none at all.
 */
export function hashOfCode(projectId: ProjectId, typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  const isCode = code.length === CODE_LETTERS && /^[0-9A-Z]+$/.test(code);
  return isCode ? derivedId(['link code', projectId, code], 51) : undefined;
}
