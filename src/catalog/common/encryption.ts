import { type Fact, known, unknownFact } from '../../model/fact.js';
import type { Link } from '../../model/relation.js';
import type { Value } from '../../model/value.js';
import { possibilities, reasonsOf } from '../../model/values.js';
import type { Attributes } from '../kind.js';
import type { Reader } from '../reader.js';

/**
 * `encryption.customerKey`: the attribute names a key of ours. Absent, or an alias of AWS's own (`alias/aws/s3`), is
 * `false`: AWS then uses a key that it owns or manages.
 */
export function customerKey<A extends Attributes>(r: Reader<A>, key: keyof A & string): Fact {
  const value = r.value(key);
  if (value === undefined) return r.fact(key, false);
  const at = [value.at ?? r.location];
  const arms = possibilities(value).map(isCustomerKey);
  const extra = { ...r.setBy(key), ...(value.assumed && { assumed: true }) };
  if (arms.every((arm) => arm === true)) return known(true, at, extra);
  if (arms.every((arm) => arm === false)) return known(false, at, extra);
  return unknownFact(reasonsOf(value), at, r.setBy(key));
}

function isCustomerKey(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'null':
      return false;
    case 'string':
      return value.value !== '' && !/(^|:)alias\/aws\//.test(value.value) && value.value !== 'AWS_OWNED_KMS_KEY';
    case 'unknown':
      return value.refs && value.refs.length > 0 ? true : undefined;
    case 'reference':
      return /(^|\.)data\./.test(value.to.address) ? undefined : true;
    default:
      return true;
  }
}

/** `encrypts-with` links to the named key. */
export const keyLink = <A extends Attributes>(r: Reader<A>, key: keyof A & string): readonly Link[] =>
  r.link('encrypts-with', key, { expects: ['aws.kms.'] });

/** For services that encrypt everything, always, with no way to turn it off. */
export const alwaysEncrypted = (r: Reader): Fact => known(true, [r.location]);
