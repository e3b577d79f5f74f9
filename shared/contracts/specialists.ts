import * as z from 'zod';

/** The path of one specialist. */
export const specialistPath = z.object({
  project_id: z.string(),
  specialist_id: z.string().min(1).max(64),
});

/** A specialist, and whether her own Telegram chat is known. */
export const specialistDocument = z.strictObject({
  specialist_id: z.string(),
  name: z.string(),
  linked: z.boolean(),
  /** `code`: she sent a one-time code; `config`: the configuration names her chat. */
  via: z.enum(['code', 'config']).optional(),
  linked_at: z.string().optional(),
});

/** `GET /projects/{project_id}/specialists`: in the order of the configuration. */
export const specialistList = z.strictObject({ specialists: z.array(specialistDocument) });

/** A one-time code. It is told once; only a hash of it is kept. */
export const linkCodeDocument = z.strictObject({
  code: z.string(),
  /** Opens the bot with the code; absent while the project has no bot that answers. */
  link: z.string().optional(),
  expires_at: z.string(),
});

export type SpecialistDocument = z.output<typeof specialistDocument>;
export type SpecialistList = z.output<typeof specialistList>;
export type LinkCodeDocument = z.output<typeof linkCodeDocument>;
