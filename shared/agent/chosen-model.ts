const DEFAULT_MODEL = 'claude-haiku-5-5';

/** The model an installation chose; else Haiku, which understands bursts well at a twentieth of Sonnet's price. */
export function chosenModel(name: string | undefined): string {
  return name || DEFAULT_MODEL;
}
