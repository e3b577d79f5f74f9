/**
 * Takes the place of the credential chain in the SDK of Claude. Every client is given the key of its account: what looks
 * for profiles in files and trades tokens of identity providers is 14 KB less to load, and nothing that could find
 * another key.
 *
 * @returns null, which is what the chain finds when nothing is there
 */
export async function defaultCredentials(): Promise<null> {
  return null;
}

export function resolveCredentialsFromConfig(): never {
  throw new Error('Clients of Claude are given their key: see infra/parts/stand-ins.');
}
