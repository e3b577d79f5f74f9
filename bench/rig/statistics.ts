/** The middle of `values`; the mean of the two middle ones when there is an even number. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which the share `q` (0–1) of `values` lies, interpolated. `NaN` when there are none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** A ratio of two medians with its 95 % interval. */
export interface Ratio {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 4_000;

/**
 * The ratio of the medians of two samples with a bootstrap 95 % interval (percentiles, fixed seed: the same samples
 * always give the same interval). `paired`: the samples were taken in rounds and are drawn together, so what slowed a
 * whole round down cancels out.
 */
export function ratioOf(
  measured: readonly number[],
  baseline: readonly number[],
  { paired = false } = {},
): Ratio {
  const random = generator(20_261_121);
  const draw = (length: number) => Array.from({ length }, () => Math.floor(random() * length));
  const ratios = Array.from({ length: RESAMPLES }, () => {
    const ours = draw(measured.length);
    const theirs = paired ? ours : draw(baseline.length);
    return (
      median(ours.map((index) => measured[index] ?? Number.NaN)) /
      median(theirs.map((index) => baseline[index] ?? Number.NaN))
    );
  });
  return {
    ratio: median(measured) / median(baseline),
    low: quantile(ratios, 0.025),
    high: quantile(ratios, 0.975),
  };
}

/** `0.62× (0.60–0.65)` */
export function spoken({ ratio, low, high }: Ratio): string {
  return `${ratio.toFixed(2)}× (${low.toFixed(2)}–${high.toFixed(2)})`;
}

/** `value` with `digits` decimals, as a number: for details. */
export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

/** Mulberry32: small, seeded, good enough to draw indexes with. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
