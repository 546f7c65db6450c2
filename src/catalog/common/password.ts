import { type Fact, known, unknownFact } from '../../model/fact.js';
import type { Value } from '../../model/value.js';
import { allReferences, possibilities, reasonsOf } from '../../model/values.js';
import type { Attributes } from '../kind.js';
import type { Reader } from '../reader.js';
import { anyFact } from './facts.js';

/**
 * `storage.credentialInCode` for password attributes (spec/G SEC-002): written literally, or passed in as a plain
 * variable or parameter, so that it stands in code, in a variables file or in the state. A generated password, and one that is read from
 * a secret store, is not in code.
 */
export function credentialInCode<A extends Attributes>(r: Reader<A>, ...keys: readonly (keyof A & string)[]): Fact {
  const facts = keys.flatMap((key) => {
    const value = r.value(key);
    return value === undefined ? [] : [inCode(value, r, key)];
  });
  const [first] = keys;
  if (facts.length === 0) return first ? r.fact(first, false) : known(false, [r.location]);
  return anyFact(...facts);
}

function inCode<A extends Attributes>(value: Value, r: Reader<A>, key: keyof A & string): Fact {
  const at = [value.at ?? r.location];
  // A variable or parameter that is marked as secret (sensitive, NoEcho) and has no default stands in no code.
  const hidden = value.sensitive === true && value.kind === 'unknown';
  const arms = possibilities(value).map((arm) => (hidden ? false : standsInCode(arm)));
  const extra = { ...r.setBy(key), ...(value.assumed && { assumed: true }) };
  if (arms.every((arm) => arm === true)) return known(true, at, extra);
  if (arms.every((arm) => arm === false)) return known(false, at, extra);
  return unknownFact(reasonsOf(value), at, r.setBy(key));
}

/** CloudFormation dynamic references are resolved by the service, never stored in the template. */
const dynamicReference = /^\{\{resolve:(secretsmanager|ssm-secure|ssm):/;

function standsInCode(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'null':
      return false;
    case 'string':
      return value.value !== '' && !dynamicReference.test(value.value);
    case 'reference':
      return false;
    case 'template':
      return value.parts.some((part) => typeof part === 'string' && dynamicReference.test(part))
        ? false
        : standsInCodeByOrigin(value);
    default:
      return standsInCodeByOrigin(value);
  }
}

function standsInCodeByOrigin(value: Value): boolean | undefined {
  if (allReferences(value).length > 0) return false;
  const codes = reasonsOf(value).map((reason) => reason.code);
  if (codes.includes('variable')) return true;
  return codes.length > 0 && codes.every((code) => code === 'data' || code === 'computed') ? false : undefined;
}

/** The secrets that a password attribute is taken from: whatever it refers to (a secret version, a generated password). */
export function credentialSources<A extends Attributes>(
  r: Reader<A>,
  ...keys: readonly (keyof A & string)[]
): readonly { readonly secret: Value; readonly at: Value['at'] & object }[] {
  return keys.flatMap((key) => {
    const value = r.value(key);
    if (value === undefined) return [];
    const named = allReferences(value).length > 0 || (value.kind === 'string' && dynamicReference.test(value.value));
    return named ? [{ secret: value, at: value.at ?? r.location }] : [];
  });
}
