import { derivedId } from '../platform/ids.ts';

/** What stands in a key for an e-mail address (as the API spells it): a key is seen by more people than a row. */
export const addressId = (email: string): string => derivedId(['address', email], 26);
