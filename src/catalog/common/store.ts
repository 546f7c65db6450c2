import type { StoreFacet } from '../../model/workload.js';
import type { Attributes } from '../kind.js';
import type { Reader } from '../reader.js';

/** Attribute values that hint at what a store holds: its name, database name, column names. */
export function hintsFrom<A extends Attributes>(
  r: Reader<A>,
  ...keys: readonly (keyof A & string)[]
): StoreFacet['hints'] {
  return keys.flatMap((key) =>
    r.list(key).map((text) => ({ text, ...((text.at ?? r.value(key)?.at) && { at: text.at ?? r.at(key) }) })),
  );
}

/** A store that is used through the AWS API with IAM permissions; no network path is needed. */
export const apiStore = (store: StoreFacet['store'], hints: StoreFacet['hints']): StoreFacet => ({
  store,
  hints,
  access: 'iam',
  credentials: [],
  needsNetwork: false,
});
