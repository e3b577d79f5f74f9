import { LANGUAGES, TAGS } from './dialogue.ts';
import type { Score } from './hold.ts';

/** Shares of dialogues, 0–1, and the mean of their turns. */
export interface Summary {
  readonly dialogues: number;
  readonly bookings: number;
  readonly language: number;
  readonly noFalseClaim: number;
  readonly manners: number;
  readonly turns: number;
}

/** What the stand-in has to reach, and Claude (which is no clockwork). A false claim is never allowed to either. */
export const THRESHOLDS = {
  'stand-in': { bookings: 1, language: 1, noFalseClaim: 1, manners: 1 },
  claude: { bookings: 0.9, language: 0.97, noFalseClaim: 1, manners: 0.8 },
} as const;

export function summarize(scores: readonly Score[]): Summary {
  const share = (right: (score: Score) => boolean): number =>
    scores.length === 0 ? 1 : scores.filter(right).length / scores.length;
  return {
    dialogues: scores.length,
    bookings: share(({ bookingsRight }) => bookingsRight),
    language: share(({ languageRight }) => languageRight),
    noFalseClaim: share(({ claimsTrue }) => claimsTrue),
    manners: share(({ mannersRight }) => mannersRight),
    turns: scores.reduce((sum, { turns }) => sum + turns, 0) / Math.max(scores.length, 1),
  };
}

/** Names of the measures below their threshold. */
export function missed(summary: Summary, against: keyof typeof THRESHOLDS): string[] {
  return Object.entries(THRESHOLDS[against])
    .filter(([name, least]) => summary[name as keyof Summary] < least)
    .map(([name]) => name);
}

/** The table by language and by tag, with everything at its end. */
export function table(scores: readonly Score[]): string {
  const groups: [string, Score[]][] = [
    ...LANGUAGES.map((language): [string, Score[]] => [
      language,
      scores.filter(({ dialogue }) => dialogue.language === language),
    ]),
    ...TAGS.map((tag): [string, Score[]] => [
      tag,
      scores.filter(({ dialogue }) => dialogue.tags.includes(tag)),
    ]),
    ['all', [...scores]],
  ];
  const percent = (part: number) => `${Math.round(part * 1000) / 10} %`;
  const lines = [
    ['', 'dialogues', 'right bookings', 'language', 'no false claim', 'manners', 'turns'],
    ...groups
      .filter(([, own]) => own.length > 0)
      .map(([name, own]) => {
        const { dialogues, bookings, language, noFalseClaim, manners, turns } = summarize(own);
        return [
          ...[name, String(dialogues), percent(bookings), percent(language)],
          ...[percent(noFalseClaim), percent(manners), turns.toFixed(1)],
        ];
      }),
  ];
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
