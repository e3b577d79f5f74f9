/**
 * One cold start: a fresh process, from the start of the import to the first answer. Plain JavaScript and no import at
 * all, so nothing that a bundle needs is loaded before the clock starts.
 */
const { BUNDLE, EVENT } = process.env;
const event = JSON.parse(EVENT);
const cpu = process.cpuUsage();
const start = performance.now();
const { handler } = await import(BUNDLE);
const imported = performance.now();
const answer = await handler(event, { getRemainingTimeInMillis: () => 10_000 });
const end = performance.now();
const { user, system } = process.cpuUsage(cpu);
process.getBuiltinModule('node:fs').writeSync(
  3,
  JSON.stringify({
    importMs: imported - start,
    totalMs: end - start,
    cpuMs: (user + system) / 1000,
    status: answer.statusCode,
  }),
);
process.exit(0);
