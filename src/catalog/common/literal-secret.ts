import { type Fact, known, unknownFact } from '../../model/fact.js';
import type { Value } from '../../model/value.js';
import { reasonsOf } from '../../model/values.js';
import type { Reader } from '../reader.js';
import { member } from './documents.js';

/** Members of a JSON secret that are secret, unlike host, port or username. */
const secretMembers = [
  'password',
  'secret',
  'token',
  'api_key',
  'apikey',
  'apiKey',
  'private_key',
  'key',
  'secret_key',
];
/** What people write before they set the real value by hand. */
const placeholder =
  /^\s*(|\{\}|null|none|tbd|todo|dummy|example|placeholder.*|change.?me.*|replace.?me.*|to.?be.?.*|<.*>)\s*$/i;

/** Whether a secret's value is written in code: as text, or as a member such as `password` of a JSON object. */
export function literalSecret(text: Value, r: Reader): Fact {
  const at = [text.at ?? r.location];
  const members = secretMembers.flatMap((name) => member(text, name) ?? []);
  const parts = members.length > 0 ? members : [text];
  const literal = parts.find((part) => part.kind === 'string' && isSecretText(part.value, members.length > 0));
  if (literal) return known(true, [literal.at ?? at[0] ?? r.location]);
  const undecided = parts.filter((part) => part.kind === 'choice');
  return undecided.length > 0 ? unknownFact(undecided.flatMap(reasonsOf), at) : known(false, at);
}

/** A JSON object without any secret member is a configuration, not a secret in code. */
const isSecretText = (text: string, isMember: boolean): boolean =>
  !placeholder.test(text) && !text.startsWith('{{resolve:') && (isMember || !/^\s*\{/.test(text));
