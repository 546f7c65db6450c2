import type { MapValue, Value } from '../../../model/value.js';
import { reasonsOf } from '../../../model/values.js';
import type { Reason } from '../../../model/unknown.js';
import { isGlob } from '../pattern/glob.js';
import { malformed } from './diagnose.js';
import { member, type Reading, shownMember } from './reading.js';
import { textsOf } from './texts.js';
import type { PrincipalText, PrincipalType, Texts } from './types.js';

const types: ReadonlyMap<string, PrincipalType> = new Map([
  ['aws', 'AWS'],
  ['service', 'Service'],
  ['federated', 'Federated'],
  ['canonicaluser', 'CanonicalUser'],
]);

/** `Principal` or `NotPrincipal`; undefined when neither is written. */
export function principalsOf(map: MapValue, reading: Reading): Texts<PrincipalText> | undefined {
  const negated = shownMember(map, 'principal') === undefined && shownMember(map, 'notprincipal') !== undefined;
  const value = member(map, negated ? 'notprincipal' : 'principal');
  if (value === undefined || value.kind === 'null') return undefined;
  const texts: PrincipalText[] = [];
  const open: Reason[] = [];
  collect(value, [], reading, texts, open, 8);
  return { negated, texts, open };
}

function collect(
  value: Value,
  maybe: readonly Reason[],
  reading: Reading,
  texts: PrincipalText[],
  open: Reason[],
  depth: number,
): void {
  const at = value.at ?? reading.at;
  if (depth === 0) return;
  if (value.kind === 'map') {
    for (const [key, item] of value.entries) {
      const type = types.get(key.toLowerCase());
      if (type) entries(type, item, maybe, reading, texts, open);
      else reading.diagnostics.push(malformed(at, `"${key}" is no type of principal`));
    }
  } else if (value.kind === 'choice') {
    for (const arm of value.arms) collect(arm, [...maybe, ...value.reasons], reading, texts, open, depth - 1);
  } else if (value.kind === 'string') {
    if (value.value === '*') texts.push({ type: 'AWS', text: '*', at, maybe });
    else
      reading.diagnostics.push(malformed(at, `Principal is "${value.value}"; only "*" may stand there without a type`));
  } else open.push(...reasonsOf(value));
}

function entries(
  type: PrincipalType,
  value: Value,
  maybe: readonly Reason[],
  reading: Reading,
  texts: PrincipalText[],
  open: Reason[],
): void {
  const found = textsOf(value, reading.namer, reading.at);
  open.push(...found.open);
  for (const entry of found.texts) {
    const text = type === 'AWS' ? accountRoot(entry.text) : entry.text;
    if (isGlob(text) && text !== '*') {
      reading.diagnostics.push(malformed(entry.at ?? reading.at, `"${text}": a principal has no wildcard inside`));
    } else texts.push({ ...entry, type, text, maybe: [...maybe, ...entry.maybe] });
  }
}

/** `{ AWS: 111122223333 }` is `arn:aws:iam::111122223333:root`. */
const accountRoot = (text: string): string => (/^(\d{12}|\uE003)$/.test(text) ? `arn:aws:iam::${text}:root` : text);
