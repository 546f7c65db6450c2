const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** Go's time.ParseDuration, in nanoseconds; a string is the error message. */
export function parseDuration(text: string): bigint | string {
  const [, sign, body = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (body === '0') return 0n;
  if (!/^\.?\d/.test(body)) return `time: invalid duration ${JSON.stringify(text)}`;
  let total = 0n;
  let rest = body;
  while (rest !== '') {
    const match = /^(\d*)(?:\.(\d*))?([^.\d]*)/.exec(rest);
    const [whole, digits = '', fraction = '', unit = ''] = match ?? [];
    if (!whole || digits + fraction === '') return `time: invalid duration ${JSON.stringify(text)}`;
    if (unit === '') return `time: missing unit in duration ${JSON.stringify(text)}`;
    const scale = UNITS[unit];
    if (!scale) return `time: unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(text)}`;
    total += BigInt(digits || '0') * scale + (BigInt(fraction || '0') * scale) / 10n ** BigInt(fraction.length);
    rest = rest.slice(whole.length);
  }
  return sign === '-' ? -total : total;
}
