/** What a numbered choice is about. */
export const MENU_STEPS = [
  'start',
  'service',
  'specialist',
  'day',
  'time',
  'name',
  'cancel',
  'sure',
] as const;
export type MenuStep = (typeof MENU_STEPS)[number];

/** One numbered choice, exactly as the client reads it. */
export interface MenuOption {
  /** What it stands for: an id, a date, the id of an offered slot, … */
  readonly value: string;
  readonly label: string;
}

/**
 * The choice that a client was left with, kept in the outcome that asked for it: what her "3" means is what she was
 * shown, whatever has changed since.
 */
export interface Menu {
  readonly step: MenuStep;
  readonly options: readonly MenuOption[];
  /** Of a long list, which part was shown, from 0. */
  readonly page: number;
  readonly serviceId?: string;
  /** Empty: she does not mind. */
  readonly specialistId?: string;
  /** `YYYY-MM-DD` in the project's zone. */
  readonly date?: string;
  readonly slotId?: string;
  /** Of the booking that is to be cancelled. */
  readonly code?: string;
}
