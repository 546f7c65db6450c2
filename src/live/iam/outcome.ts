/** What came of one call: a value, or why there is none. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | Failure;

export interface Failure {
  readonly ok: false;
  /** `missing`: IAM has no such thing. `denied`: not our permission. `unavailable`: no credentials, no network, no answer. */
  readonly why: 'missing' | 'denied' | 'malformed' | 'unavailable';
  /** IAM's or the SDK's own words, in one line. */
  readonly text: string;
}

export const found = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const failed = (why: Failure['why'], text: string): Failure => ({ ok: false, why, text });

/** Error codes of IAM (API reference, "Common error types"). Everything else means that IAM cannot be asked at all. */
export function failureOf(error: unknown): Failure {
  const name = error instanceof Error ? error.name : '';
  const text = `${name}: ${error instanceof Error ? error.message : String(error)}`.replace(/\s+/g, ' ').slice(0, 300);
  if (name.startsWith('NoSuchEntity')) return failed('missing', text);
  if (/^(AccessDenied|UnauthorizedOperation)/.test(name)) return failed('denied', text);
  if (/^(InvalidInput|ValidationError|MalformedPolicyDocument)/.test(name)) return failed('malformed', text);
  return failed('unavailable', text);
}
