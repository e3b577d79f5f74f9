/** The version of package.json, which a bundle does not carry; a test keeps the two equal. */
export const VERSION = '0.1.0';
