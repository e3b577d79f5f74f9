/**
 * Makes `Date` of this thread tell virtual time: real time + the shared offset (+ what this function's clock goes
 * wrong by), also when they move while code runs. Timers and `performance` stay real. Everything else about Date is untouched, `instanceof` included.
 *
 * @param clock the clock's offset, a Float64 in milliseconds
 * @param wrong the function's skew, the same
 */
export function shiftDate(clock: SharedArrayBuffer, wrong: SharedArrayBuffer): void {
  const offset = new Float64Array(clock);
  const skew = new Float64Array(wrong);
  const RealDate = Date;
  const realNow = RealDate.now.bind(RealDate);
  const now = (): number => Math.floor(realNow() + (offset[0] ?? 0) + (skew[0] ?? 0));
  RealDate.now = now;
  const Shifted = new Proxy(RealDate, {
    construct(target, args, newTarget) {
      return Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget);
    },
    apply() {
      return new RealDate(now()).toString();
    },
  });
  RealDate.prototype.constructor = Shifted;
  globalThis.Date = Shifted;
}
