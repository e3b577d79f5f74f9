import { LANGUAGES, type Language } from '../contracts/languages.ts';

/**
 * The language somebody asks the catalogue in.
 *
 * @param named what the request names itself; wins
 * @param header `Accept-Language`, `uk-UA,uk;q=0.9,en;q=0.5`; what cannot be read of it is passed over
 * @returns the product's language they like best, English when they like none
 */
export function askedLanguage(named: Language | undefined, header: string | undefined): Language {
  if (named !== undefined) return named;
  const wanted = (header ?? '')
    .split(',', 50)
    .flatMap((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters
        .find((one) => one.trim().startsWith('q='))
        ?.trim()
        .slice(2);
      const weight = quality === undefined ? 1 : Number(quality);
      const language = LANGUAGES.find((one) => one === tag.split('-', 1)[0]);
      return language && weight > 0 ? [{ language, weight }] : [];
    })
    .toSorted((one, other) => other.weight - one.weight);
  return wanted[0]?.language ?? 'en';
}
