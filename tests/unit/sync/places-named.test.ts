import { expect, it } from 'vitest';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import type { Project } from '../../../shared/projects/index.ts';
import { placesNamed } from '../../../shared/sync/index.ts';
import { salon } from '../../steps/salon.ts';

const bare: Project = salon({ projectId: 'named' as ProjectId });
const [first, ...others] = bare.specialists;
if (!first) throw new Error('The salon has no specialist.');
const table = { appId: 'app', table: 'Bookings', host: 'www.appsheet.com' } as const;
const withCalendar: Project = {
  ...bare,
  specialists: [{ ...first, googleCalendarId: 'anna@x' }, ...others],
};

const online: Project = {
  ...bare,
  services: bare.services.map((one) => ({ ...one, online: true })),
};
const [, ...fewer] = online.services;

it.each<[string, Project, Project | undefined, string[]]>([
  ['a project that begins has no bookings', { ...bare, appSheet: table }, undefined, []],
  ['nothing is named', bare, bare, []],
  ['a table', { ...bare, appSheet: table }, bare, ['appsheet']],
  [
    'another table of the app',
    { ...bare, appSheet: { ...table, table: 'Visits' } },
    { ...bare, appSheet: table },
    ['appsheet'],
  ],
  ['the same table', { ...bare, appSheet: table, name: 'x' }, { ...bare, appSheet: table }, []],
  ['a table no more', bare, { ...bare, appSheet: table }, []],
  ['a spreadsheet', { ...bare, googleSheetId: 'one' }, bare, ['google-sheets']],
  [
    'another account for both',
    { ...withCalendar, googleSheetId: 'one', googleAccount: 'new' },
    { ...withCalendar, googleSheetId: 'one', googleAccount: 'old' },
    ['google-sheets', 'google-calendar'],
  ],
  ['a calendar', withCalendar, bare, ['google-calendar']],
  ['a calendar no more', bare, withCalendar, []],
  ['Zoom without anything online', { ...bare, connected: ['zoom'] }, bare, []],
  ['Zoom', { ...online, connected: ['zoom'] }, online, ['zoom']],
  [
    'other services online',
    { ...online, services: fewer, connected: ['zoom'] },
    { ...online, connected: ['zoom'] },
    ['zoom'],
  ],
  ['Google Meet', { ...online, connected: ['google-meet'] }, online, ['google-calendar']],
  [
    'Google Meet, when Zoom is gone',
    { ...online, connected: ['google-meet'] },
    { ...online, connected: ['google-meet', 'zoom'] },
    ['google-calendar'],
  ],
])('%s', (_, project, old, destinations) => {
  expect(placesNamed(project, old).map(({ task, destination }) => [task, destination])).toEqual(
    destinations.map((destination) => ['reconcile', destination]),
  );
});
