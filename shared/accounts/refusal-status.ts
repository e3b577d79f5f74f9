/** The HTTP status of each refusal on the way in. */
export const COMING_IN_STATUS = {
  invalid_code: 400,
  invalid_credentials: 401,
  invalid_session: 401,
  new_password_required: 403,
  invitation_not_found: 404,
  too_many_attempts: 429,
  mail_not_configured: 503,
} as const;

/** The HTTP status of each refusal of a deletion. */
export const DELETION_STATUS = {
  wrong_password: 403,
  sole_owner: 409,
  too_many_attempts: 429,
} as const;
