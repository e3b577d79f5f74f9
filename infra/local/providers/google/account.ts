import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A service account, as the cloud console makes it. */
export interface ServiceAccount {
  readonly email: string;
  /** The cloud project it belongs to: quotas per project are counted by it. */
  readonly projectId: string;
  readonly clientId: string;
  readonly keyId: string;
  /** PEM, PKCS #8. */
  readonly privateKey: string;
  readonly publicKey: KeyObject;
  /** May act for users of its domain (`sub`) and invite attendees. */
  delegation: boolean;
  disabled: boolean;
}

/** The account that a cloud without live credentials works with. */
export const DEFAULT_EMAIL = 'frontdesk@stand-in-project.iam.gserviceaccount.com';
/** The one audience that assertions are made for, whatever the base URL. */
export const TOKEN_URI = 'https://oauth2.googleapis.com/token';

/** The cloud project of the default account, and of the application that people grant something to. */
export const DEFAULT_PROJECT = 'stand-in-project';

interface Pair {
  readonly privateKey: string;
  readonly publicKey: KeyObject;
}

// Making a key takes a good part of a second at worst, so a process makes one and shares it among its accounts.
let shared: Pair | undefined;

function makePair(): Pair {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    // Half of what Google's have: made in a tenth of the time, at the start of every cloud.
    modulusLength: 1024,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { privateKey, publicKey: createPublicKey(publicKey) };
}

/**
 * Makes an account.
 *
 * @param ownKey a key pair of its own instead of the one all accounts of this process share
 */
export function makeAccount({
  email = DEFAULT_EMAIL,
  projectId,
  ownKey = false,
}: {
  email?: string;
  projectId?: string;
  ownKey?: boolean;
} = {}): ServiceAccount {
  shared ??= makePair();
  const { privateKey, publicKey } = ownKey ? makePair() : shared;
  const number = BigInt(`0x${createHash('sha256').update(email).digest('hex')}`) % 10n ** 20n;
  return {
    email,
    projectId: projectId ?? /@(.+)\.iam\.gserviceaccount\.com$/.exec(email)?.[1] ?? DEFAULT_PROJECT,
    clientId: `1${String(number).padStart(20, '0')}`,
    keyId: createHash('sha1').update(`${email} ${privateKey}`).digest('hex'),
    privateKey,
    publicKey,
    delegation: false,
    disabled: false,
  };
}

/** The JSON file that the cloud console gives out for an account. */
export function credentialsOf(account: ServiceAccount): Record<string, string> {
  const { email, projectId, clientId, keyId, privateKey } = account;
  return {
    type: 'service_account',
    project_id: projectId,
    private_key_id: keyId,
    private_key: privateKey,
    client_email: email,
    client_id: clientId,
    auth_uri: 'https://accounts.google.com/o/oauth2/auth',
    token_uri: TOKEN_URI,
    auth_provider_x509_cert_url: 'https://www.googleapis.com/oauth2/v1/certs',
    client_x509_cert_url: `https://www.googleapis.com/robot/v1/metadata/x509/${encodeURIComponent(email)}`,
    universe_domain: 'googleapis.com',
  };
}

/** Credentials that every stand-in of this process accepts, as the text of a service-account file. */
export const standInCredentials = (): string => JSON.stringify(credentialsOf(makeAccount()));
