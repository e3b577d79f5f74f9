import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sources } from './sources.ts';

const MAX_DOOR_LINES = 40;
const MAX_FILE_LINES = 300;

/** Data, texts, the key chart and stand-ins may be longer: they are read by looking up, not from top to bottom. */
const MAY_BE_LONG = [
  /^shared\/platform\/table\/keys\.ts$/,
  /\/texts\//,
  /^infra\/local\/providers\//,
];

const product = sources('functions', 'shared', 'infra', 'web');
const everything = [...product, ...sources('tests', 'bench')];

describe('the house', () => {
  it(`keeps a door within ${MAX_DOOR_LINES} lines`, () => {
    const doors = product.filter((file) => file.path.endsWith('.lambda.ts'));
    expect(doors.length).toBeGreaterThan(0);
    expect(doors.filter((door) => door.lines > MAX_DOOR_LINES).map((door) => door.path)).toEqual(
      [],
    );
  });

  it(`keeps a file within ${MAX_FILE_LINES} lines`, () => {
    const long = product
      .filter((file) => file.lines > MAX_FILE_LINES)
      .filter((file) => !MAY_BE_LONG.some((pattern) => pattern.test(file.path)))
      .map((file) => `${file.path}: ${file.lines}`);
    expect(long).toEqual([]);
  });

  it('has in functions/ nothing but doors', () => {
    const others = sources('functions').filter((file) => !file.path.endsWith('.lambda.ts'));
    expect(others.map((file) => file.path)).toEqual([]);
  });

  it('deploys every door exactly once', () => {
    const rooms = sources('infra/rooms')
      .map((file) => file.text)
      .join('\n');
    for (const door of sources('functions')) {
      const name = door.path.replace('functions/', '').replace('.lambda.ts', '').replace('/', '-');
      const made = rooms.split(`new ServiceFunction(this, house, '${name}'`).length - 1;
      expect(made, `infra/rooms makes '${name}'`).toBe(1);
    }
  });

  it('names nothing utils, helpers, common or manager', () => {
    const vague = /(^|[/.-])(utils?|helpers?|common|misc|managers?)([/.-]|$)/i;
    expect(everything.map((file) => file.path).filter((path) => vague.test(path))).toEqual([]);
  });

  it('makes keys in keys.ts only', () => {
    const makers = product
      .filter((file) => file.path.startsWith('shared/') || file.path.startsWith('functions/'))
      .filter((file) => file.path !== 'shared/platform/table/keys.ts')
      .filter((file) => /[`'"](P#|USER#|MESSAGE#|HISTORY#|RECEIPT#|DAY#)\$?\{/.test(file.text));
    expect(makers.map((file) => file.path)).toEqual([]);
  });

  it('writes expression strings by hand only where the webhook path forbids the library', () => {
    const byHand = product
      .filter((file) => file.path.startsWith('shared/') || file.path.startsWith('functions/'))
      .filter((file) => /\b(Update|Condition|KeyCondition|Filter)Expression\b/.test(file.text))
      .map((file) => file.path);
    expect(byHand).toEqual(['shared/conversations/accept-message.ts']);
  });

  it('shapes every provider alike', () => {
    const folders = new Map<string, string[]>();
    for (const { path } of sources('shared/providers')) {
      const [, , name = '', file] = path.split('/');
      if (file === undefined) continue;
      folders.set(name, [...(folders.get(name) ?? []), file]);
    }
    expect(folders.size).toBeGreaterThan(0);
    for (const [name, files] of folders) {
      expect(files, `shared/providers/${name}`).toEqual(
        expect.arrayContaining(['errors.ts', 'index.ts', 'parse.ts']),
      );
      // What it is asked, and how people sign in there.
      const doors = files.filter((file) => ['client.ts', 'oauth.ts'].includes(file));
      expect(doors, `shared/providers/${name}`).not.toEqual([]);
      expect(readFileSync(`shared/providers/${name}/README.md`, 'utf8').length).toBeGreaterThan(
        200,
      );
    }
    const signIns = sources('shared/providers').filter(({ text }) =>
      /^export const \w+OAuth = /m.test(text),
    );
    expect(signIns.map(({ path }) => path).filter((path) => !path.endsWith('/oauth.ts'))).toEqual(
      [],
    );
  });
});

describe('the tests', () => {
  const tests = everything.filter((file) => file.path.endsWith('.test.ts'));

  it('skip nothing and focus on nothing', () => {
    const marked = /\b(it|test|describe)\.(skip|only|todo|fails|skipIf|runIf)\b/;
    expect(tests.filter((file) => marked.test(file.text)).map((file) => file.path)).toEqual([]);
  });

  it('sleep nowhere: they move the clock', () => {
    const sleeps = /\bsetTimeout\(\s*(resolve|done|r|res)\b|timers\/promises/;
    expect(tests.filter((file) => sleeps.test(file.text)).map((file) => file.path)).toEqual([]);
  });

  it('never mock the AWS SDK', () => {
    const mocks = /vi\.(mock|doMock)\(|sdk-client-mock/;
    const others = tests.filter((file) => !file.path.startsWith('tests/architecture/'));
    expect(others.filter((file) => mocks.test(file.text)).map((file) => file.path)).toEqual([]);
  });
});
