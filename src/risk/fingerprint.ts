import { createHash } from 'node:crypto';

/**
 * Id of a threat (spec/H7): policy, addresses (with instance keys), boundaries and detail; never line numbers, so that
 * it survives reformatting. 16 hexadecimal digits.
 */
export function fingerprint(
  policy: string,
  addresses: readonly string[],
  boundaries: readonly string[],
  detail: string | undefined,
): string {
  const parts = [policy, [...addresses].sort(), [...boundaries].sort(), detail ?? ''];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
