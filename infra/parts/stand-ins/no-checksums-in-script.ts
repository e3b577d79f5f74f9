/**
 * Takes the place of SHA-256 and MD5 written in JavaScript. The SDK falls back to them where Node has no crypto, which a
 * Lambda has: 5 KB less to load.
 */
class NoChecksum {
  constructor() {
    throw new Error(
      'Checksums in JavaScript are left out of the bundles: see infra/parts/stand-ins.',
    );
  }
}

export { NoChecksum as Md5Js, NoChecksum as Sha256Js };
