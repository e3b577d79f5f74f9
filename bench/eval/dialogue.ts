/** What a dialogue is about; scores are also told by it. */
export const TAGS = [
  'booking',
  'moving',
  'cancelling',
  'price',
  'list',
  'vague',
  'change-of-mind',
  'several-wishes',
  'rude',
  'injection',
  'hand-over',
  'weekday-date',
  'taken',
  'impossible',
] as const;

export type Tag = (typeof TAGS)[number];
export const LANGUAGES = ['uk', 'en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Service = 'Haircut' | 'Coloring' | 'Manicure' | 'Massage';
export type Specialist = 'Anna' | 'Maria' | 'Elena';

/**
 * One labelled dialogue. Every dialogue has a business of its own and begins on a Monday at 8:00; days are counted
 * from that Monday. In texts `{day+10}` is the date of a day as people say it, `{numeric+10}` as they type it.
 */
export interface Dialogue {
  readonly id: string;
  readonly language: Language;
  readonly tags: readonly Tag[];
  /** Bookings that stand before the first message. */
  readonly given?: readonly Given[];
  /** What the client writes, a burst at a time; the next one follows our reply. */
  readonly messages: readonly Burst[];
  /** Said once more at the end if the expected bookings are not there: a person answers a question of ours. */
  readonly ifAsked?: string;
  readonly expected: Expected;
}

/** A burst: its messages one after the other, with the seconds between them where a number stands. */
export type Burst = string | readonly (string | number)[];

/** A booking before the dialogue: the client's own, or somebody else's that takes the time. */
export interface Given {
  readonly of: 'client' | 'stranger';
  readonly service: Service;
  readonly specialist: Specialist;
  readonly day: number;
  readonly time: string;
}

/** What the client must have at the end. */
export interface Expected {
  /** Her bookings that stand, all of them. */
  readonly bookings: readonly ExpectedBooking[];
  /** Bursts until it is done, at most; the length of `messages` when absent. */
  readonly maxTurns?: number;
  /** Whether the conversation was given to a person; must not be when absent. */
  readonly handOver?: boolean;
  /** Each must be found in some reply. */
  readonly mentions?: readonly string[];
  /** None may be found in any reply. */
  readonly never?: readonly string[];
}

/** What is not said may be anything. */
export interface ExpectedBooking {
  readonly service: Service;
  readonly specialist?: Specialist;
  readonly day?: number;
  /** `HH:MM`, or the earliest and latest start that will do. */
  readonly time?: string | readonly [string, string];
}
