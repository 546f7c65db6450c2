import { type Fact, known, unknownFact } from '../../model/fact.js';
import type { Location } from '../../model/location.js';
import type { Value } from '../../model/value.js';
import { reasonsOf } from '../../model/values.js';
import { literalText } from './integration-uri.js';

/** `curl ... | sh` and its relatives, within one line. */
const pipedDownload = /\b(?:curl|wget)\b[^\n;&]*\|\s*(?:sudo\s+(?:-\S+\s+)*)?(?:ba|z|da)?sh\b/;
const shellSubstitution = /\b(?:ba|z)?sh\s+(?:-c\s+)?["']?(?:<\(|\$\()\s*(?:curl|wget)\b/;
/** A download that anyone on the path can change; the metadata service answers over http by design. */
const clearDownload = /\b(?:curl|wget)\b[^\n|;&]*\bhttp:\/\/(?!169\.254\.|localhost|127\.|\[)/;

/** Whether a boot script runs what it downloads without a check (CWE-494). Unknown for a script that is not known. */
export function unverifiedDownload(script: Value, at: Location): Fact | undefined {
  const text = literalText(script);
  const because = [script.at ?? at];
  if ([pipedDownload, shellSubstitution, clearDownload].some((pattern) => pattern.test(text)))
    return known(true, because);
  // The holes of a template are host names and the like; what the script does stands in its literal parts.
  const read = script.kind === 'string' || script.kind === 'template';
  if (read) return known(false, because);
  // Encoded text with a computed host name in it: nothing says that it downloads, so nothing is said.
  const reasons = reasonsOf(script);
  return reasons.every((reason) => reason.code === 'computed') ? undefined : unknownFact(reasons, because);
}

/** The text behind base64, as launch templates and CloudFormation want user data; other values are given back. */
export function decoded(value: Value): Value {
  if (value.kind === 'choice') return { ...value, arms: value.arms.map(decoded) };
  const inner = 'decoded' in value ? value.decoded : undefined;
  if (inner) return value.at ? { ...inner, at: value.at } : inner;
  if (value.kind !== 'string' || !/^[A-Za-z0-9+/\s]+=*\s*$/.test(value.value)) return value;
  const bytes = Buffer.from(value.value, 'base64');
  const text = bytes.toString('utf8');
  const back = bytes.toString('base64').replace(/=+$/, '');
  return back === value.value.replace(/[\s=]/g, '') && !text.includes('\uFFFD') ? { ...value, value: text } : value;
}
