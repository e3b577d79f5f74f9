/**
 * Codes by which Zoom says that a grant is over: a code that has expired or is not known, an owner who is gone, an
 * administrator who forbids the app, a newer grant of the same person.
 */
export const OVER = [4733, 4734, 4735, 4738, 4741] as const;
