import * as z from 'zod';
import { country } from './country.ts';
import { LANGUAGES } from './languages.ts';
import { SPHERE_SLUGS } from './sphere-slugs.ts';
import { nameText } from './text.ts';
import { timeZone } from './time-zone.ts';

/** An address, in small letters: one spelling for one mailbox. */
export const email = z
  .string()
  .trim()
  .max(128)
  .pipe(z.email('An e-mail address is needed.'))
  .transform((address) => address.toLowerCase());

/** What the user pool asks of a password, told here for all, so that no answer depends on who is registered. */
const newPassword = z
  .string()
  .max(256, 'A password has at most 256 characters.')
  .regex(
    /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]).{12,}$/su,
    'A password has at least 12 characters: small and capital letters, digits and signs.',
  )
  .regex(/^\S(.*\S)?$/su, 'A password neither begins nor ends with a space.');

/** The slug of one of the spheres of shared/catalogue. */
export const sphereSlug = z.enum(SPHERE_SLUGS);
const language = z.enum(LANGUAGES);
/** What a form of registration was given and what its codes belong to. */
const registrationId = z.string().regex(/^[0-9A-Z]{26}$/, 'Not the id of a registration.');
const code = z
  .string()
  .trim()
  .regex(/^\d{8}$/, 'A code has eight digits.');

/** `POST /api/accounts/login`. */
export const credentials = z.strictObject({
  email: z.string().trim().max(128).pipe(z.email('An e-mail address is needed.')),
  password: z.string().min(1).max(256),
});

/** What a sign-in answers. The id token goes into `Authorization: Bearer`. */
export const sessionDocument = z.strictObject({
  idToken: z.string(),
  refreshToken: z.string(),
  /** Seconds until the id token ends. */
  expiresIn: z.int(),
});

/** `POST /api/accounts/refresh`. */
export const refreshWish = z.strictObject({ refreshToken: z.string().min(1).max(8_192) });

/**
 * `POST /api/accounts/register`. Who was invited names the invitation and gets no project of her own; everybody else
 * names the business.
 */
export const newAccount = z
  .strictObject({
    name: nameText,
    email,
    password: newPassword,
    business_name: nameText.optional(),
    sphere: sphereSlug,
    country,
    time_zone: timeZone,
    language,
    invitation: z.string().min(1).max(512).optional(),
  })
  .superRefine(({ business_name, invitation }, context) => {
    if (business_name !== undefined || invitation !== undefined) return;
    const message = 'The business needs a name.';
    context.addIssue({ code: 'custom', path: ['business_name'], message });
  });

/** The same for every address: whether it is registered already is told to its mailbox only. */
export const registrationDocument = z.strictObject({
  /** Belongs to this form: the code that was mailed confirms nothing without it. */
  registration_id: registrationId,
  /** Until when the code is good. */
  code_expires_at: z.string(),
});

/** `POST /api/accounts/confirm`. */
export const confirmation = z.strictObject({ email, registration_id: registrationId, code });
export const confirmedDocument = z.strictObject({ confirmed: z.literal(true) });

/** `POST /api/accounts/resend-code`. */
export const resendWish = z.strictObject({ email, registration_id: registrationId });

/** `POST /api/accounts/forgot-password`. */
export const forgottenPassword = z.strictObject({ email });
/** What is answered whoever is registered: if there is something to mail, it is mailed. */
export const mailedDocument = z.strictObject({ accepted: z.literal(true) });

/**
 * `POST /api/accounts/reset-password`. It ends every session of the account. With the code that an address was mailed
 * when it stopped being that of an account, it is that again.
 */
export const passwordReset = z.strictObject({ email, code, password: newPassword });
export const resetDocument = z.strictObject({ reset: z.literal(true) });

/** `POST /api/accounts/logout`. Refresh tokens end at once, id tokens within their hour. */
export const signedOutDocument = z.strictObject({ signed_out: z.literal(true) });

/** `GET /api/accounts/profile`. */
export const profileDocument = z.strictObject({
  user_id: z.string(),
  email: z.string(),
  name: z.string(),
  business_name: z.string().nullable(),
  sphere_id: z.int(),
  sphere: sphereSlug,
  /** `null` for an account that a command made: nobody was asked. */
  country: z.string().nullable(),
  time_zone: z.string(),
  language,
  created_at: z.string(),
});

/** `PATCH /api/accounts/profile`: what is named is changed. */
export const profileChange = z
  .strictObject({
    name: nameText.optional(),
    business_name: nameText.optional(),
    sphere: sphereSlug.optional(),
    sphere_id: z.int().min(1).max(3).optional(),
    country: country.optional(),
    time_zone: timeZone.optional(),
    language: language.optional(),
  })
  .refine(({ sphere, sphere_id }) => sphere === undefined || sphere_id === undefined, {
    path: ['sphere_id'],
    message: 'Name the sphere by its slug or its id, not by both.',
  });

const presentPassword = z.string().min(1).max(256);

/** `POST /api/accounts/change-password`: `password` is the present one. It ends every session of the account. */
export const passwordChange = z
  .strictObject({ password: presentPassword, new_password: newPassword })
  .refine(({ password, new_password }) => password !== new_password, {
    path: ['new_password'],
    message: 'This is the present password.',
  });
export const changedPasswordDocument = z.strictObject({ changed: z.literal(true) });

/** `POST /api/accounts/change-email`: `email` is the new address, to which a code is mailed. */
export const emailChangeWish = z.strictObject({ email, password: presentPassword });
/** The same for every address: whether it has an account is told to its mailbox only. */
export const emailChangeDocument = z.strictObject({
  /** Until when the code is good. */
  code_expires_at: z.string(),
});

/** `POST /api/accounts/confirm-email`. It ends every session of the account. */
export const emailConfirmation = z.strictObject({ code });
/** The address with which the caller signs in from now on. */
export const changedEmailDocument = z.strictObject({ email: z.string() });

/**
 * `POST /api/accounts/deletion`. Projects whose only owner the caller is are closed with `delete_projects`; without it
 * they are a reason to refuse.
 */
export const deletionWish = z.strictObject({
  password: presentPassword,
  delete_projects: z.boolean().optional(),
});
export const deletedDocument = z.strictObject({ deleted: z.literal(true) });

export type NewAccount = z.output<typeof newAccount>;
export type RegistrationDocument = z.output<typeof registrationDocument>;
export type Confirmation = z.output<typeof confirmation>;
export type ResendWish = z.output<typeof resendWish>;
export type PasswordReset = z.output<typeof passwordReset>;
export type ProfileDocument = z.output<typeof profileDocument>;
export type ProfileChange = z.output<typeof profileChange>;
export type PasswordChange = z.output<typeof passwordChange>;
export type EmailChangeWish = z.output<typeof emailChangeWish>;
export type EmailChangeDocument = z.output<typeof emailChangeDocument>;
export type ChangedEmailDocument = z.output<typeof changedEmailDocument>;
export type DeletionWish = z.output<typeof deletionWish>;

/** A body of a route for people who have no token. */
export type AccountBody = z.ZodType<{ readonly [field: string]: unknown }>;
/** A request with it. */
export interface Posted<Body extends z.ZodType> {
  readonly body: z.output<Body>;
  readonly sourceIp: string;
}
