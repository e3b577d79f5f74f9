import { json, type ProviderAnswer } from '../provider.ts';

/** What the API refuses, with its status. */
export class Refused extends Error {
  readonly status: number;
  readonly errors: unknown;

  constructor(status: number, message: string, errors?: unknown) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

/** An error as Altegio words it: in the language of the account. */
export const refusal = (status: number, message: string, errors?: unknown): ProviderAnswer =>
  json(status, {
    success: false,
    data: null,
    meta: { message, ...(errors === undefined ? {} : { errors }) },
  });

export const WORDS = {
  partner: 'Не указан или неверен токен партнёра',
  user: 'Необходима авторизация',
  accept: 'Заголовок Accept должен быть application/vnd.api.v2+json',
  rights: 'Недостаточно прав',
  licence: (location: number) =>
    `Необходимо продлить лицензию: licence must be renewed for location ${location}`,
  location: (location: string) => `No location with identifier ${location} found`,
  record: 'Запись не найдена',
  taken: 'Выбранное время уже занято',
  many: 'Превышено количество запросов',
} as const;

/** The error of a status that was asked for. */
export function failure(status: number): ProviderAnswer {
  return refusal(status, status === 429 ? WORDS.many : 'This failure was planned.');
}
