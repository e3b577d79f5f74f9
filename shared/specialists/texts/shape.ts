import type { BookingStatus, PaymentMethod } from '../../bookings/index.ts';
import type { SpecialistNewsKind } from '../news.ts';

/**
 * The texts of one language for specialists. They are HTML, and what is put into them went through `escapeHtml`; only
 * `notices` and `buttons` are plain text, since they appear over and on buttons, where notices have 200 characters.
 */
export interface SpecialistTexts {
  readonly card: {
    readonly booking: string;
    readonly time: string;
    readonly duration: string;
    readonly location: string;
    readonly client: string;
    readonly phone: string;
    readonly service: string;
    readonly status: string;
    readonly minutes: (minutes: number) => string;
    /** How long the session was meant to be and how long it was, in minutes. */
    readonly compared: (planned: number, real: number) => string;
    readonly started: string;
    readonly finished: string;
    readonly due: string;
    readonly paid: string;
    readonly outstanding: string;
    readonly noPrice: string;
    readonly statuses: Readonly<Record<BookingStatus, string>>;
    readonly methods: Readonly<Record<PaymentMethod, string>>;
  };
  readonly buttons: {
    readonly start: string;
    readonly complete: string;
    readonly noShow: string;
    readonly paid: Readonly<Record<PaymentMethod, (amount: string) => string>>;
    readonly part: string;
    /** For a service without a price. */
    readonly amount: string;
  };
  readonly news: Readonly<Record<SpecialistNewsKind, string>>;
  readonly lists: {
    readonly noneToday: string;
    readonly noneUpcoming: string;
    readonly upcoming: string;
    readonly more: (count: number) => string;
  };
  readonly talk: {
    readonly help: string;
    readonly linked: (specialist: string, business: string) => string;
    readonly stranger: (business: string) => string;
    readonly invalidCode: string;
    readonly tooManyCodes: string;
    readonly completeWhat: string;
    readonly ambiguous: string;
    /** `outstanding` is absent for a service without a price. */
    readonly askAmount: (booking: string, outstanding: string | undefined) => string;
    readonly badAmount: string;
    readonly replyToWhat: string;
  };
  readonly notices: {
    readonly started: string;
    readonly completed: string;
    readonly noShow: string;
    readonly recorded: (amount: string) => string;
    readonly asked: string;
    /** The booking stood so already. */
    readonly already: string;
    readonly paidAlready: string;
    readonly notYours: string;
    readonly tooEarly: (from: string) => string;
    readonly tooLate: string;
    readonly wrongState: (status: string) => string;
    readonly overpaid: (outstanding: string) => string;
    readonly invalidAmount: string;
    readonly stranger: string;
    readonly unknownButton: string;
    readonly busy: string;
  };
  /** The bot's menu. */
  readonly commands: Readonly<Record<'today' | 'upcoming' | 'complete' | 'help', string>>;
}
