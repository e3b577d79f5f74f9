/** Codes by which Square says that a grant is over. */
export const OVER = ['ACCESS_TOKEN_EXPIRED', 'ACCESS_TOKEN_REVOKED'] as const;
