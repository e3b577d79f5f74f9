import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startLocalCloud } from '../../infra/local/cloud.ts';
import { isLive, readVariables } from '../../infra/local/settings.ts';
import { synthesize } from '../../infra/local/synthesize.ts';
import { DIALOGUES } from './dialogues/index.ts';
import { hold } from './hold.ts';
import { missed, summarize, THRESHOLDS, table } from './report.ts';

const USAGE = `Usage: npm run eval -- [--only WORD]… [--json] [--transcripts]

  Holds the labelled dialogues of bench/eval/dialogues on a local cloud: against the stand-in of Claude, or against
  Claude itself when CLAUDE_API_KEY_1 is set (environment or .env). SendPulse is always the stand-in.

  --only WORD     dialogues with this language or tag, or with this in their id (may be repeated)
  --json          scores as JSON, and nothing else
  --transcripts   every dialogue as it was held, not only those that went wrong

The exit status is 1 when a measure is below its threshold:
  ${Object.entries(THRESHOLDS)
    .map(([name, least]) => `${name}: ${JSON.stringify(least)}`)
    .join('\n  ')}`;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
    transcripts: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const wanted = DIALOGUES.filter(
  ({ id, language, tags }) =>
    options.only.length === 0 ||
    options.only.some(
      (word) => language === word || tags.some((tag) => tag === word) || id.includes(word),
    ),
);
if (options.help || wanted.length === 0) {
  console.log(USAGE);
  process.exit(options.help ? 0 : 1);
}

const root = join(import.meta.dirname, '..', '..');
const own = readVariables(join(root, '.env'), process.env);
// Nobody's real clients are written to: of the owner's own keys only Claude's count here.
const env = Object.fromEntries(
  Object.entries(own).filter(([name]) => name === 'PATH' || /^(CLAUDE|ANTHROPIC)_/.test(name)),
);
const against = isLive('anthropic', env) ? 'claude' : 'stand-in';
const cdkOut = join(root, 'cdk.out');
await synthesize(root, cdkOut);
const started = performance.now();
const cloud = await startLocalCloud({ port: 0, cdkOut, quiet: true, env });
try {
  const scores = await hold(cloud, wanted, (line) => process.stderr.write(`… ${line}\n`));
  const summary = summarize(scores);
  const below = missed(summary, against);
  if (options.json) {
    const results = scores.map(({ dialogue: { id, language, tags }, ...score }) => ({
      ...{ id, language, tags },
      ...score,
    }));
    console.log(JSON.stringify({ against, summary, below, results }, undefined, 2));
  } else {
    for (const { dialogue, wrong, transcript } of scores) {
      if (wrong.length === 0 && !options.transcripts) continue;
      console.log(
        `\n${dialogue.id}\n${[...transcript, ...wrong.map((one) => `✗ ${one}`)].join('\n')}`,
      );
    }
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(`\nAgainst ${against === 'claude' ? 'Claude' : 'the stand-in'}, ${seconds} s\n`);
    console.log(table(scores));
    if (below.length > 0) console.log(`\nBelow the threshold: ${below.join(', ')}`);
  }
  process.exitCode = below.length > 0 ? 1 : 0;
} finally {
  await cloud.stop();
}
