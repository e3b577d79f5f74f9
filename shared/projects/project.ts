import type { APPSHEET_HOSTS } from '../contracts/appsheet-hosts.ts';
import type { Language } from '../contracts/languages.ts';
import { OUTSIDE_CALENDARS, type OutsideCalendar } from '../contracts/outside-calendars.ts';
import type { PackageName } from '../contracts/package-names.ts';
import type { SphereSlug } from '../contracts/sphere-slugs.ts';
import type { ProjectId, ServiceId, SpecialistId } from '../platform/ids.ts';

/** Days of a week in ISO order, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A span of wall-clock time within one day, `HH:MM`, end exclusive; `24:00` ends the day. */
export interface WallInterval {
  readonly start: string;
  readonly end: string;
}

/** Open intervals of each weekday; a break is the gap between two of them, a day off has none. */
export type WeeklyHours = Readonly<Record<Weekday, readonly WallInterval[]>>;

/** A calendar date (`YYYY-MM-DD`) whose hours differ from its weekday's; no intervals: closed. */
export interface DateException {
  readonly date: string;
  readonly intervals: readonly WallInterval[];
}

export interface WorkHours {
  readonly weekly: WeeklyHours;
  readonly exceptions: readonly DateException[];
}

/** Someone who performs services. Own hours and own services narrow the project's; absent: the project's. */
export interface Specialist {
  readonly specialistId: SpecialistId;
  readonly name: string;
  readonly serviceIds?: readonly ServiceId[];
  readonly workHours?: WorkHours;
  /** Where she works, as people say it; absent: the project's. */
  readonly location?: string;
  /** Her private Telegram chat with the project's specialist bot, when the configuration names it. */
  readonly telegramChatId?: number;
  /** Her calendar at Google, shared with the project's service account. */
  readonly googleCalendarId?: string;
  /** Who she is in the other calendars of the business; absent: who has her name there. */
  readonly externalIds?: Readonly<Partial<Record<OutsideCalendar, string>>>;
}

/** Someone at reception, told of requests in a private Telegram chat with the project's reception bot. */
export interface StaffMember {
  readonly chatId: number;
  readonly name: string;
  /** Told only of what reception left unanswered for an hour. */
  readonly escalation: boolean;
}

/** Who decides about requests, and when they may be reminded. */
export interface Reception {
  readonly staff: readonly StaffMember[];
  /** No reminder within these hours of the project's wall clock; may go over midnight. */
  readonly quietHours?: WallInterval;
  /** Reminders of one request. */
  readonly reminderLimit: number;
}

export const DEFAULT_REMINDER_LIMIT = 6;

/** The table of an AppSheet app in which people see the bookings. Its access key is a sealed Connection. */
export interface AppSheetTable {
  readonly appId: string;
  readonly table: string;
  readonly host: (typeof APPSHEET_HOSTS)[number];
}

/** Integrations that work by an account of the project's own: its owner signed in at their provider, or gave a key. */
const CONNECTED_SLUGS = [
  'google-calendar',
  'google-sheets',
  'google-meet',
  'zoom',
  ...OUTSIDE_CALENDARS,
] as const;
export type ConnectedSlug = (typeof CONNECTED_SLUGS)[number];

/** Whether a slug names one of them. */
export const isConnectedSlug = (slug: string): slug is ConnectedSlug =>
  (CONNECTED_SLUGS as readonly string[]).includes(slug);

/** What a client can book. `price` is in minor units of `currency` (ISO 4217). */
export interface Service {
  readonly serviceId: ServiceId;
  readonly name: string;
  readonly slots: number;
  readonly price?: number;
  readonly currency?: string;
  /** Held as a video call: its bookings get a link. */
  readonly online?: boolean;
}

/** The four prompts a project may replace; an absent one is the default of shared/agent. */
export interface Prompts {
  readonly intent_detection?: string;
  readonly service_identification?: string;
  readonly main_response?: string;
  readonly dialogue_compression?: string;
}

/** What bounds the work and the cost that clients can cause. */
export interface Limits {
  /** Messages of one client that are answered within an hour, and within 24 hours. */
  readonly messagesPerHour: number;
  readonly messagesPerDay: number;
  /** Bookings of one client that are still ahead. */
  readonly activeBookings: number;
  /** What the model may cost in a UTC day, in US dollars: for one client, and for the whole project. */
  readonly clientUsdPerDay: number;
  readonly projectUsdPerDay: number;
}

/** Generous for people and business, tight for a script. */
export const DEFAULT_LIMITS: Limits = {
  messagesPerHour: 60,
  messagesPerDay: 300,
  activeBookings: 5,
  clientUsdPerDay: 0.5,
  projectUsdPerDay: 25,
};

export const DEFAULT_ANSWER_LATER_MINUTES = 30;

export { LANGUAGES, type Language } from '../contracts/languages.ts';
export { OUTSIDE_CALENDARS, type OutsideCalendar } from '../contracts/outside-calendars.ts';

/** A tenant: one business with everything that decides how it is booked and spoken for. */
export interface Project {
  readonly projectId: ProjectId;
  readonly name: string;
  /** IANA zone: the zone of every wall-clock time of this project. */
  readonly timeZone: string;
  /** Spoken when the client's own language is not known. */
  readonly language: Language;
  readonly specialists: readonly Specialist[];
  readonly services: readonly Service[];
  readonly workHours: WorkHours;
  /** Length of a slot in minutes; divides 1440. */
  readonly slotMinutes: number;
  /** A booking starts at least this many minutes from now. */
  readonly minimumNoticeMinutes: number;
  /** Bookings are taken for today and this many days after it. */
  readonly horizonDays: number;
  /** A new booking is CONFIRMED at once instead of PENDING. */
  readonly autoConfirm: boolean;
  /** Seconds of silence after which a burst is answered, at least 3. */
  readonly quietWindowSeconds: number;
  /** Seconds after which a burst is answered although messages still arrive. */
  readonly maxWaitSeconds: number;
  readonly prompts: Prompts;
  readonly limits: Limits;
  /** How long after an outage of the model a client still gets the answer that failed; 0: never. */
  readonly answerLaterMinutes: number;
  /** Where the business is, as people say it. */
  readonly location?: string;
  /** Absent: no staff of its own. */
  readonly reception?: Reception;
  /** The Telegram bots of its own, by what they do: the id of each. Their tokens are sealed Connections. */
  readonly bots?: Readonly<Partial<Record<'reception' | 'specialist', number>>>;
  /** Absent: none of its own. */
  readonly appSheet?: AppSheetTable;
  /** The e-mail of the service account of its own at Google; its key is a sealed Connection. */
  readonly googleAccount?: string;
  /** Integrations that work by an account of its own; what was granted, and its keys, stand elsewhere. */
  readonly connected?: readonly ConnectedSlug[];
  /** One of them did once: there may be something to be kept alive. */
  readonly hasAccounts?: boolean;
  /** What becomes of a booking whose event somebody deletes in a calendar; absent: `flag`. */
  readonly onDeletedEvent?: 'flag' | 'cancel';
  readonly googleSheetId?: string;
  /** The SendPulse bot whose events are this project's. */
  readonly sendpulseBotId?: string;
  /** Decides which integrations are offered; absent: general. */
  readonly sphere?: SphereSlug;
  /** Where the business is (ISO 3166-1 alpha-2); absent: not said, so it could be any. */
  readonly country?: string;
  /** What it pays for; absent: professional, which every project was before there were packages. */
  readonly package?: PackageName;
  /** Hours of the AI were set for one of its messengers, at some time. */
  readonly hasWorkingHours?: boolean;
  /** Counts configurations: the condition of the next write, so two editors never overwrite each other unseen. */
  readonly version: number;
}
