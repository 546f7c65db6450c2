import type { Reason } from '../../../model/unknown.js';

/**
 * What a request says for one condition key (spec/D2):
 * - `known` decided by the graph; several values for a multivalued key;
 * - `absent` the request does not carry the key;
 * - `chosen` the caller picks any text that one of the globs matches, and may leave the key out when `optional`;
 * - `internet` the address of somebody on the internet: in every wide range and in no narrow one;
 * - `unknown` not decidable from code; `guard` when it is a hurdle on purpose (MFA, ExternalId, source network, dates).
 */
export type ContextValue =
  | { readonly state: 'known'; readonly values: readonly string[] }
  | { readonly state: 'absent' }
  | { readonly state: 'chosen'; readonly from: readonly string[]; readonly optional: boolean }
  | { readonly state: 'internet' }
  | { readonly state: 'unknown'; readonly reasons: readonly Reason[]; readonly guard?: Guard };

export type Guard = 'mfa' | 'external-id' | 'claims' | 'network' | 'time' | 'organization' | 'tag';

/** Looks up a key, in lower case. */
export type Context = (key: string) => ContextValue;

export const knownValue = (...values: readonly string[]): ContextValue => ({ state: 'known', values });
export const absent: ContextValue = { state: 'absent' };
/** Anything, or nothing. */
export const anything: ContextValue = { state: 'chosen', from: ['*'], optional: true };
/** Always there, with any value. */
export const something: ContextValue = { state: 'chosen', from: ['*'], optional: false };
export const chosen = (...from: readonly string[]): ContextValue => ({ state: 'chosen', from, optional: false });
export const undecidable = (key: string, guard?: Guard, code: Reason['code'] = 'runtime'): ContextValue => ({
  state: 'unknown',
  reasons: [{ code, subject: key }],
  ...(guard && { guard }),
});
