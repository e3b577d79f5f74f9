import { createPrivateKey } from 'node:crypto';

/** A service account of Google: a robot with an e-mail, to which people share what it may use. */
export interface ServiceAccount {
  readonly clientEmail: string;
  /** PEM. */
  readonly privateKey: string;
  readonly privateKeyId?: string;
}

/**
 * The service account of the JSON file that Google hands out; `undefined` when it is none, or its key does not sign.
 *
 * @param text the content of the file
 */
export function readServiceAccount(text: string): ServiceAccount | undefined {
  try {
    const file = JSON.parse(text) as Record<string, unknown>;
    const { client_email: clientEmail, private_key: key, private_key_id: privateKeyId } = file;
    if (typeof clientEmail !== 'string' || !/^\S+@\S+$/.test(clientEmail)) return undefined;
    if (typeof key !== 'string') return undefined;
    // Keys that went through a variable carry their line ends as two characters.
    const privateKey = key.replaceAll('\\n', '\n');
    if (createPrivateKey(privateKey).asymmetricKeyType !== 'rsa') return undefined;
    return {
      clientEmail,
      privateKey,
      ...(typeof privateKeyId === 'string' && privateKeyId !== '' ? { privateKeyId } : {}),
    };
  } catch {
    return undefined;
  }
}
