const digitsOf = new Map<string, number | undefined>();

/** How many decimals a currency has (UAH 2, JPY 0, KWD 3); `undefined` when ISO 4217 knows no such currency. */
export function currencyDigits(currency: string): number | undefined {
  if (!/^[A-Z]{3}$/.test(currency)) return undefined;
  if (!digitsOf.has(currency)) {
    const known = Intl.supportedValuesOf('currency').includes(currency);
    const format = known && new Intl.NumberFormat('en', { style: 'currency', currency });
    digitsOf.set(currency, format ? format.resolvedOptions().maximumFractionDigits : undefined);
  }
  return digitsOf.get(currency);
}

/**
 * `amount` (450.5) in whole minor units (45050), or `undefined` when the currency has no such fraction (0.001 UAH).
 * Read from the decimal digits, not multiplied: 1.005 × 100 is not a whole number in binary.
 */
export function minorUnits(amount: number, currency: string): number | undefined {
  const digits = currencyDigits(currency);
  const [whole = '', fraction = ''] = String(amount).split('.');
  if (digits === undefined || fraction.length > digits || !/^\d+$/.test(whole + fraction)) {
    return undefined;
  }
  const minor = Number(whole + fraction.padEnd(digits, '0'));
  return Number.isSafeInteger(minor) ? minor : undefined;
}

/** The inverse of {@link minorUnits}: 45050 of UAH is 450.5. */
export function majorUnits(minor: number, currency: string): number {
  const digits = currencyDigits(currency) ?? 0;
  const text = String(minor).padStart(digits + 1, '0');
  return Number(`${text.slice(0, text.length - digits)}.${text.slice(text.length - digits)}`);
}
