import { attack } from './attack.js';
import { audit } from './audit.js';
import { compute } from './compute.js';
import { identity } from './identity.js';
import { kubernetes } from './kubernetes.js';
import { network } from './network.js';
import { storage } from './storage.js';

/** A name that policies may use. Unknown names fail when a policy is loaded. */
export interface FactDefinition {
  /** `group.name`, camelCase. */
  readonly name: string;
  readonly type: 'boolean' | 'number' | 'string' | 'strings';
  /** One sentence: what it says, for which resources, and its unit. */
  readonly about: string;
  /** Closed set of values of a string fact. */
  readonly values?: readonly string[];
}

/** All facts that the catalog and the passes may state, and policies may name. One file a group. */
export const vocabulary: readonly FactDefinition[] = [
  ...network,
  ...identity,
  ...storage,
  ...compute,
  ...audit,
  ...attack,
  ...kubernetes,
];

export const factDefinitions: ReadonlyMap<string, FactDefinition> = new Map(
  vocabulary.map((fact) => [fact.name, fact]),
);
