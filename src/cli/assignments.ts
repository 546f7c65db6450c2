import { UsageError } from './usage-error.js';

/** `name=value` arguments as a record. */
export function assignments(pairs: readonly string[], flag: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const split = pair.indexOf('=');
      if (split < 1) throw new UsageError(`${flag} ${pair}: expected name=value`);
      return [pair.slice(0, split), pair.slice(split + 1)];
    }),
  );
}
