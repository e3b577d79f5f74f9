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
 * How much larger `measured` is than `baseline`, with a bootstrap 95 % interval (percentiles, fixed seed: the same
 * samples always give the same interval). `paired`: the samples of one index were taken right after one another; then
 * it is the median of the ratios of the pairs, in which whatever slowed both down cancels out. Otherwise it is the
 * ratio of the medians.
 */
export function ratioOf(
  measured: readonly number[],
  baseline: readonly number[],
  { paired = false } = {},
): Ratio {
  const random = generator(20_261_121);
  const drawn = (values: readonly number[]): number[] =>
    values.map(() => values[Math.floor(random() * values.length)] ?? Number.NaN);
  const pairs = measured.map((value, index) => value / (baseline[index] ?? Number.NaN));
  const estimate = paired
    ? () => median(drawn(pairs))
    : () => median(drawn(measured)) / median(drawn(baseline));
  const resampled = Array.from({ length: RESAMPLES }, estimate);
  return {
    ratio: paired ? median(pairs) : median(measured) / median(baseline),
    low: quantile(resampled, 0.025),
    high: quantile(resampled, 0.975),
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
