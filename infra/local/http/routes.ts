/** A route of the HTTP API. */
export interface Route {
  /** `POST /hooks/{provider}`, `ANY /files/{proxy+}` or `$default`. */
  readonly key: string;
  readonly functionId: string;
  /** Name of the JWT authorizer, when the route has one. */
  readonly authorizer?: string;
  readonly scopes: readonly string[];
}

interface Compiled {
  readonly route: Route;
  readonly method: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  /** Fewer variables and an own method win; a greedy variable loses. */
  readonly weight: number;
}

/** Chooses the route of a request as an HTTP API does: the most specific first, `$default` last. */
export class Router {
  readonly #compiled: Compiled[];
  readonly #fallback: Route | undefined;

  constructor(routes: readonly Route[]) {
    this.#fallback = routes.find((route) => route.key === '$default');
    this.#compiled = routes
      .filter((route) => route.key !== '$default')
      .map(compile)
      .sort((a, b) => a.weight - b.weight);
  }

  /** @param path the raw path */
  find(
    method: string,
    path: string,
  ): { route: Route; parameters: { [name: string]: string } } | undefined {
    for (const { route, method: own, pattern, names } of this.#compiled) {
      if (own !== 'ANY' && own !== method) continue;
      // As it came: to an HTTP API `/config/` and `/config` are two paths.
      const found = pattern.exec(path);
      if (!found) continue;
      const parameters = names.map((name, at) => [name, decoded(found[at + 1] ?? '')]);
      return { route, parameters: Object.fromEntries(parameters) };
    }
    return this.#fallback && { route: this.#fallback, parameters: {} };
  }
}

function compile(route: Route): Compiled {
  const [method = 'ANY', path = '/'] = route.key.split(' ');
  const names: string[] = [];
  let greedy = false;
  const source = path
    .split(/(\{[^}]+\})/)
    .map((part) => {
      const name = /^\{([^}+]+)(\+?)\}$/.exec(part);
      if (!name) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      names.push(name[1] ?? '');
      if (name[2]) greedy = true;
      return name[2] ? '(.+)' : '([^/]+)';
    })
    .join('');
  const weight = names.length * 2 + (greedy ? 1000 : 0) + (method === 'ANY' ? 1 : 0);
  return { route, method, pattern: new RegExp(`^${source}$`), names, weight };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
