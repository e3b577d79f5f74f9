import type { TestCloud } from './local-cloud.ts';

/** A mail as the mail service took it. */
export interface TakenMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** The mailbox of one address at the stand-in of the mail service. */
export function mailbox(cloud: TestCloud, address: string) {
  const mails = async (): Promise<TakenMail[]> =>
    (
      await cloud.api(
        'GET',
        `/_local/providers/resend/mails?to=${encodeURIComponent(address.toLowerCase())}`,
      )
    ).body;
  const newest = async (): Promise<TakenMail> => {
    await cloud.runUntilIdle(600);
    const mail = (await mails()).at(-1);
    if (!mail) throw new Error(`Nothing was mailed to ${address}.`);
    return mail;
  };
  return {
    mails,
    newest,
    /** The code of the newest mail. */
    code: async () => codeIn(await newest()),
    /** The token at the end of the newest mail's link. */
    token: async () => tokenIn(await newest()),
  };
}

/** The eight digits of a mail. */
export const codeIn = ({ text }: Pick<TakenMail, 'text'>): string =>
  /\b\d{8}\b/.exec(text)?.[0] ?? 'no code';

/** The last part of a mail's link. */
export const tokenIn = ({ text }: Pick<TakenMail, 'text'>): string =>
  /\/invitations\/([\w-]+)/.exec(text)?.[1] ?? 'no link';
