import { bookableDates, findSlots, performs, type Slot } from '../../availability/index.ts';
import { type Booking, spokenTime } from '../../bookings/index.ts';
import type { MenuOption } from '../../conversations/index.ts';
import { type Service, type Specialist, spokenLanguage } from '../../projects/index.ts';
import type { AgentTurn } from '../agent-turn.ts';
import { busyFlags } from '../busy-flags.ts';
import { dateAfter, dateAt, timeAt } from '../dates.ts';
import { priceText } from '../receipts.ts';
import { offerSlots } from '../tools/offer-slots.ts';
import { ownBookings } from '../tools/own-bookings.ts';
import type { Place } from './next-move.ts';
import { BESIDE } from './read-choice.ts';
import { CHOICE_TEXTS, WORDS } from './texts/index.ts';

/** Days ahead that are looked through for free times. */
const LOOK_AHEAD_DAYS = 31;

/** What a client may choose at a place, now; empty: nothing. Times that it finds are choosable from then on. */
export async function optionsOf(turn: AgentTurn, place: Place): Promise<MenuOption[]> {
  const texts = CHOICE_TEXTS[spokenLanguage(turn.language)];
  const { services, specialists } = turn.project;
  const service = services.find(({ serviceId }) => serviceId === place.serviceId);
  switch (place.step) {
    case 'start':
      return WORDS.flatMap((value) =>
        value === 'menu' ? [] : [{ value, label: texts.start[value] }],
      );
    case 'service':
      return services
        .filter((one) => specialists.some((specialist) => performs(specialist, one)))
        .map((one) => ({ value: one.serviceId, label: serviceLabel(turn, one) }));
    case 'specialist': {
      const able = service === undefined ? [] : performers(turn, service);
      const all = able.map(({ specialistId: value, name: label }) => ({ value, label }));
      return all.length > 1 ? [{ value: '', label: texts.anyone }, ...all] : all;
    }
    case 'day':
      return service === undefined ? [] : daysOf(turn, service, place);
    case 'time':
      return service === undefined ? [] : timesOf(turn, service, place);
    case 'cancel':
      return (await ownBookings(turn)).map((booking) => ({
        value: booking.code,
        label: bookingLabel(booking, turn.language),
      }));
    case 'sure':
      return [
        { value: 'yes', label: texts.yes },
        { value: 'no', label: texts.no },
      ];
    default:
      return [];
  }
}

/** A booking in one line, from its row. */
export function bookingLabel(booking: Booking, language: string): string {
  const { serviceName, specialistName, startsAt, timeZone, code } = booking;
  const when = spokenTime(startsAt, timeZone, spokenLanguage(language));
  return [`${serviceName}, ${specialistName}`, when, code].join(BESIDE);
}

function serviceLabel({ project, language }: AgentTurn, service: Service): string {
  const { name, slots, price, currency } = service;
  const spoken = spokenLanguage(language);
  const cost =
    price === undefined || currency === undefined ? [] : [priceText(price, currency, spoken)];
  const length = CHOICE_TEXTS[spoken].minutes(slots * project.slotMinutes);
  return [name, ...cost, length].join(BESIDE);
}

function performers({ project }: AgentTurn, service: Service): readonly Specialist[] {
  return project.specialists.filter((one) => performs(one, service));
}

async function slotsOf(
  turn: AgentTurn,
  service: Service,
  { specialistId, date }: Place,
): Promise<Slot[]> {
  const { project, now } = turn;
  const able = performers(turn, service);
  const specialists = specialistId ? able.filter((one) => one.specialistId === specialistId) : able;
  const { first } = bookableDates(project, now);
  const fromDate = date ?? first;
  const toDate = date ?? dateAfter(first, LOOK_AHEAD_DAYS);
  await busyFlags(turn);
  const found = await findSlots({ project, service, specialists, now, fromDate, toDate });
  // Of equal starts the first specialist's.
  return found.filter(({ startsAt }, index) => startsAt !== found[index - 1]?.startsAt);
}

async function daysOf(turn: AgentTurn, service: Service, place: Place): Promise<MenuOption[]> {
  const { date: _, ...anyDay } = place;
  const slots = await slotsOf(turn, service, anyDay);
  const dates = new Set(slots.map(({ startsAt }) => dateAt(startsAt, turn.project.timeZone)));
  return [...dates].map((value) => ({ value, label: dayLabel(value, turn.language) }));
}

async function timesOf(turn: AgentTurn, service: Service, place: Place): Promise<MenuOption[]> {
  const slots = await slotsOf(turn, service, place);
  const offered = offerSlots(turn, slots);
  return slots.map(({ startsAt }, index) => ({
    value: String(offered[index]?.slot_id),
    label: timeAt(startsAt, turn.project.timeZone),
  }));
}

function dayLabel(date: string, language: string): string {
  const spoken = spokenLanguage(language);
  return new Intl.DateTimeFormat(spoken === 'en' ? 'en-GB' : spoken, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00.000Z`));
}
