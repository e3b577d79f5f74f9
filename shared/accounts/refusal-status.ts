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

/** The HTTP status of each refusal of what people do with their own account. */
export const OWN_STATUS = {
  invalid_code: 400,
  wrong_password: 403,
  sole_owner: 409,
  same_address: 409,
  address_taken: 409,
  account_deleted: 410,
  too_many_attempts: 429,
  mail_not_configured: 503,
} as const;
