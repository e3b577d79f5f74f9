import { parseArgs } from 'node:util';
import { bookings } from './bookings.ts';
import { bundles } from './bundles.ts';
import { coldStart } from './cold-start.ts';
import { cost } from './cost.ts';
import { reception } from './reception.ts';
import { type Machine, nameMachine } from './rig/machine.ts';
import type { Row, Section } from './row.ts';
import { sync } from './sync.ts';
import { turns } from './turns.ts';
import { warm } from './warm.ts';
import { webhookCalls } from './webhook-calls.ts';

const SECTIONS: readonly Section[] = [
  webhookCalls,
  turns,
  coldStart,
  bundles,
  warm,
  bookings,
  reception,
  sync,
  cost,
];

const USAGE = `Usage: npm run bench -- [--quick] [--json] [--details] [--only SECTION]…

  --quick    fewer repetitions: seconds instead of minutes, wider intervals
  --json     machine and rows with all details, and nothing else
  --details  what is behind each figure, below the table
  --only     one section (may be repeated): ${SECTIONS.map(({ name }) => name).join(', ')}

A missed target is marked and leaves the exit status 0; it is 1 when something could not be measured.`;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    details: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const unknown = options.only.filter((part) => !SECTIONS.some(({ name }) => name.includes(part)));
if (options.help || unknown.length > 0) {
  console.log(USAGE);
  process.exit(options.help ? 0 : 1);
}

const machine = nameMachine();
const rows: Row[] = [];
const wanted = SECTIONS.filter(
  ({ name }) => options.only.length === 0 || options.only.some((part) => name.includes(part)),
);
for (const section of wanted) {
  process.stderr.write(`… ${section.name}\n`);
  try {
    rows.push(...(await section.run({ quick: options.quick })));
  } catch (fault) {
    // One broken section does not hide the figures of the others.
    console.error(`${section.name} could not be measured.`, fault);
    process.exitCode = 1;
  }
}
if (options.json) {
  console.log(JSON.stringify({ machine, quick: options.quick, rows }, undefined, 2));
} else {
  print(machine, rows);
}

function print(on: Machine, measured: readonly Row[]): void {
  console.log(
    `\n${on.cpu}, ${on.cores} cores, ${on.memoryGb} GB, ${on.system}; Node ${on.node}, AWS SDK ${on.sdk}, lockfile ${on.lockfile}`,
  );
  const noise = on.load > 0.5 ? ` (something else is at work: wall times are disturbed)` : '';
  console.log(`${on.at}; ${on.pinning}; load before the run ${on.load}${noise}\n`);
  const lines = [
    ['what', 'measured', 'reach', ''],
    ...measured.map(({ name, measured: seen, target, ok }) => [
      name,
      seen,
      target,
      target === 'reported' ? '' : ok ? 'ok' : 'MISSED',
    ]),
  ];
  const widthOf = (column: number) =>
    Math.max(...lines.map((line) => [...(line[column] ?? '')].length));
  const widths = [0, 1, 2, 3].map(widthOf);
  for (const line of lines) {
    const cells = line.map(
      (cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length),
    );
    console.log(cells.join('  ').trimEnd());
  }
  const missed = measured.filter(({ ok }) => !ok).length;
  console.log(
    `\n${measured.length} rows, ${missed} missed.${options.quick ? ' Quick run: wide intervals.' : ''}`,
  );
  if (!options.details) return;
  for (const { name, details } of measured) console.log(`\n${name}\n  ${JSON.stringify(details)}`);
}
