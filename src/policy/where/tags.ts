import type { Resource } from '../../model/resource.js';
import { reasonsOf } from '../../model/values.js';
import { always, never, type Outcome, undecided } from '../outcome.js';
import type { Condition } from '../policy.js';
import { holds, holdsOfNothing } from './condition.js';

/** Tag keys compare without regard to case, as `Environment` and `environment` mean the same to everyone but AWS. */
export function matchTag(key: string, condition: Condition, resource: Resource): Outcome {
  const found = [...resource.tags].find(([name]) => name.toLowerCase() === key.toLowerCase());
  if (!found) return holdsOfNothing(condition) ? always : never;
  const [name, value] = found;
  const evidence = [{ text: `${resource.address} has tag ${name}`, locations: [value.at ?? resource.location] }];
  if (value.kind === 'string' || value.kind === 'number' || value.kind === 'bool') {
    if (!holds(condition, value.value)) return never;
    return { ...always, evidence, assumed: value.assumed === true };
  }
  return undecided(reasonsOf(value), evidence);
}
