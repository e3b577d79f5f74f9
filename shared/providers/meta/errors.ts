/** Code of the Graph API for a token that is over. Others say nothing about the grant. */
export const OVER = [190] as const;
