import type { DocumentRecord } from './records.js';
import { failed } from './outcome.js';

/** IAM gives documents as URL-encoded JSON (RFC 3986). Anything else is a failure with its reason, never an exception. */
export function decodeDocument(name: string, encoded: string | undefined): DocumentRecord {
  try {
    const json: unknown = JSON.parse(decodeURIComponent(encoded ?? ''));
    if (typeof json === 'object' && json !== null) return { name, json };
    return { name, failure: failed('malformed', 'the document is not a JSON object') };
  } catch (error) {
    return { name, failure: failed('malformed', error instanceof Error ? error.message : String(error)) };
  }
}
