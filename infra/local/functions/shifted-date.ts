/**
 * Makes `Date` of this thread tell virtual time: real time + the shared offset, also when the offset moves while code
 * runs. Timers and `performance` stay real. Everything else about Date is untouched, `instanceof` included.
 *
 * @param shared the clock's offset, a Float64 in milliseconds
 */
export function shiftDate(shared: SharedArrayBuffer): void {
  const offset = new Float64Array(shared);
  const RealDate = Date;
  const realNow = RealDate.now.bind(RealDate);
  const now = (): number => Math.floor(realNow() + (offset[0] ?? 0));
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
