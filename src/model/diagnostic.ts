import type { Location } from './location.js';

/**
 * Something about the input that the user should know. Bad input is a diagnostic and a partial result;
 * `throw` is reserved for our own bugs.
 */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'note';
  /** Stable slug, such as `hcl-syntax` or `module-not-found`. */
  readonly code: string;
  /** What is wrong, in one terse line. */
  readonly summary: string;
  /** What it means for the scan and what to do about it. */
  readonly detail: string;
  readonly location?: Location;
  /** True when the file could not be read at all; the summary counts such files. */
  readonly unreadFile?: boolean;
}
