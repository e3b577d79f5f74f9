import { parseArgs } from 'node:util';
import { bookings } from './bookings.ts';
import { bundles } from './bundles.ts';
import { coldStart } from './cold-start.ts';
import { cost } from './cost.ts';
import { nameMachine } from './rig/machine.ts';
import type { Row, Section } from './row.ts';
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
  cost,
];

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const machine = nameMachine();
const rows: Row[] = [];
for (const section of SECTIONS.filter(({ name }) => wanted(name))) {
  if (!options.json) process.stderr.write(`… ${section.name}\n`);
  rows.push(...(await section.run({ quick: options.quick })));
}
if (options.json) console.log(JSON.stringify({ machine, quick: options.quick, rows }, null, 2));
else print();

function wanted(name: string): boolean {
  return options.only === undefined || options.only.some((part) => name.includes(part));
}

function print(): void {
  const { cpu, cores, memoryGb, system, node, sdk, lockfile, pinning, load, at } = machine;
  console.log(
    `\n${cpu}, ${cores} cores, ${memoryGb} GB, ${system}; Node ${node}, AWS SDK ${sdk}, lockfile ${lockfile}`,
  );
  console.log(
    `${at}; ${pinning}; load before the run ${load}${options.quick ? '; QUICK: wide intervals' : ''}\n`,
  );
  const cells = [
    ['what', 'measured', 'reach', ''],
    ...rows.map(({ name, measured, target, ok }) => [name, measured, target, verdict(target, ok)]),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...cells.map((line) => [...(line[column] ?? '')].length)),
  );
  for (const line of cells) {
    console.log(
      line
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length))
        .join('  ')
        .trimEnd(),
    );
  }
  const missed = rows.filter(({ ok }) => !ok);
  console.log(`\n${rows.length} rows, ${missed.length} missed.`);
  for (const { name, details } of rows) console.log(`\n${name}\n  ${JSON.stringify(details)}`);
}

function verdict(target: string, ok: boolean): string {
  if (target === 'reported') return '';
  return ok ? 'ok' : 'MISSED';
}
