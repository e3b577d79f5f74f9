const NEGATED =
  /(?<!\p{L})(?:not|не|instead of|rather than|замість|вместо)\s+(?!раніше|пізніше|раньше|позже|later|earlier)(?:(?:an?|the|for|on|at|на|у|в|во|о|об)\s+)?[\p{L}']+/giu;

/** A text without what it takes back: «масаж, а не стрижку». Places stay where they were. */
export function affirmed(text: string): string {
  return text.replace(NEGATED, (words) => '·'.repeat(words.length));
}
