import { startPlaces } from '../../tests/steps/places.ts';
import type { Row } from '../row.ts';
import { type Counts, countSync } from './sync-counts.ts';

/** Prints the rows of what it takes to show bookings at their destinations; counted, so one run says it all. */

const CHANGES = 100;

const places = await startPlaces();
try {
  const sheets = await countSync(places, { sheets: true }, CHANGES);
  const table = await countSync(places, { appSheet: true }, CHANGES);
  const both = await countSync(places, { sheets: true, appSheet: true }, CHANGES);
  const writes = sheets.together.sheets.writes ?? 0;
  const perChange = Math.round((sum(both.together.aws) / CHANGES) * 10) / 10;
  const rows: Row[] = [
    {
      name: `${CHANGES} changes of a spreadsheet that come together: calls`,
      measured: `${writes} writes, ${sheets.together.sheets.reads ?? 0} reads`,
      target: '≤ 4 writes',
      ok: writes <= 4,
      details: sheets.together.sheets,
    },
    {
      name: `${CHANGES} changes of an AppSheet table that come together: calls`,
      measured: spoken(table.together.appSheet),
      target: 'reported',
      ok: true,
      details: table.together.appSheet,
    },
    {
      name: 'change that comes alone, to one destination: AWS calls of the worker',
      measured: `${sum(sheets.alone.aws)} (${spoken(sheets.alone.aws)})`,
      target: 'reported',
      ok: true,
      details: { sheets: sheets.alone, appSheet: table.alone },
    },
    {
      name: 'change that comes alone, to two destinations: AWS calls of the worker',
      measured: `${sum(both.alone.aws)} (${spoken(both.alone.aws)})`,
      target: 'reported',
      ok: true,
      details: { ...both.alone },
    },
    {
      name: `one of ${CHANGES} changes that come together, to two destinations: AWS calls`,
      measured: String(perChange),
      target: 'reported',
      ok: true,
      details: both.together.aws,
    },
  ];
  process.stdout.write(JSON.stringify(rows));
} finally {
  await places.close();
}

function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function spoken(counts: Counts): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}
