/**
 * The environment variables `names`, each present and not empty. Read once at the top of a door, so a function that
 * was deployed without one fails at once and says which.
 *
 * @throws Error naming every variable that is missing
 */
export function readEnv<Name extends string>(...names: Name[]): Record<Name, string> {
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0)
    throw new Error(`Environment variables are missing: ${missing.join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, process.env[name]])) as Record<Name, string>;
}
