/** A parsed partial-response mask: which fields of each object are kept; `true` keeps the whole of one. */
export type Mask = Map<string, Mask | true>;

/**
 * Reads `properties.timeZone,sheets(properties(sheetId,title),data/rowData)`.
 *
 * @returns undefined when it cannot be read
 */
export function parseMask(text: string): Mask | undefined {
  const tokens = text.match(/[\w*]+|[(),./]/g) ?? [];
  if (tokens.join('') !== text.replace(/\s/g, '')) return undefined;
  let at = 0;
  const list = (): Mask | undefined => {
    const mask: Mask = new Map();
    for (;;) {
      let here = mask;
      for (;;) {
        const name = tokens[at];
        if (name === undefined || !/^[\w*]+$/.test(name)) return undefined;
        at += 1;
        if (tokens[at] === '(') {
          at += 1;
          const inner = list();
          if (!inner || tokens[at] !== ')') return undefined;
          at += 1;
          join(here, name, inner);
          break;
        }
        if (tokens[at] !== '.' && tokens[at] !== '/') {
          here.set(name, true);
          break;
        }
        at += 1;
        const known = here.get(name);
        const inner: Mask = known instanceof Map ? known : new Map();
        if (known !== true) here.set(name, inner);
        here = inner;
      }
      if (tokens[at] !== ',') return mask;
      at += 1;
    }
  };
  const mask = list();
  return mask && at === tokens.length ? mask : undefined;
}

function join(mask: Mask, name: string, inner: Mask): void {
  const known = mask.get(name);
  if (known === true) return;
  if (!known) mask.set(name, inner);
  else for (const [field, value] of inner) known.set(field, value);
}

/** Only what the mask names. */
export function masked(value: unknown, mask: Mask | true): unknown {
  if (mask === true || mask.has('*') || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => masked(one, mask));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, entry]) => {
      const inner = mask.get(name);
      return inner === undefined ? [] : [[name, masked(entry, inner)]];
    }),
  );
}

/** The first field of a mask that `known` has not: a path with points. */
export function unknownField(
  mask: Mask,
  known: ReadonlySet<string>,
  path = '',
): string | undefined {
  for (const [name, inner] of mask) {
    if (name !== '*' && !known.has(name)) return `${path}${name}`;
    const deeper = inner === true ? undefined : unknownField(inner, known, `${path}${name}.`);
    if (deeper) return deeper;
  }
  return undefined;
}
