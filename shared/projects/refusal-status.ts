/** The HTTP status of each refusal about members and their invitations. */
export const MEMBER_STATUS = {
  member_not_found: 404,
  invitation_not_found: 404,
  last_owner: 409,
  already_member: 409,
  too_many_invitations: 409,
  too_many_attempts: 429,
  mail_not_configured: 503,
} as const;

/** The HTTP status of each refusal of an acceptance. */
export const ACCEPT_STATUS = { other_address: 403, invitation_not_found: 404 } as const;
