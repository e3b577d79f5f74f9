import {
  appSheetDestination,
  calendarDestination,
  type Destination,
  sheetsDestination,
} from '../sync/index.ts';
import { appSheet } from './appsheet/index.ts';
import { google } from './google/index.ts';

/** THE list of destinations: each a folder of shared/sync, and a line here. */
export const destinations = (): readonly Destination[] => [
  appSheetDestination({ api: appSheet }),
  sheetsDestination({ api: google }),
  calendarDestination({ api: google }),
];
