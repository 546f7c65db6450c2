import { known, unknownFact } from '../../../model/fact.js';
import { type Collector, placesOf } from '../collector.js';
import type { ConditionText, Statement } from '../document/types.js';
import type { IdentityModel } from '../model.js';

/**
 * Statements that let strangers in under conditions which a caller meets by leaving the key out (spec/G IAM-017; IAM User
 * Guide, "Multivalued context keys": ForAllValues is true for a missing key).
 */
export function vacuousConditions(model: IdentityModel, out: Collector): void {
  for (const node of model.graph.resources) {
    const facet = node.identity;
    if (!facet?.trust && !facet?.resourcePolicies?.length) continue;
    const policy = model.targets.of(node).policy;
    if (!policy) continue;
    const vacuous = policy.statements.filter(isVacuous);
    const sure = vacuous.filter(({ maybe }) => maybe.length === 0);
    // A document that nobody sees shows no condition: it is an open question of others.
    const open = vacuous.flatMap(({ maybe }) => maybe);
    const places = placesOf(sure.length > 0 ? sure : policy.statements);
    const at = places.length > 0 ? places : [node.location];
    const undecided = sure.length === 0 && open.length > 0;
    out.fact(node.id, 'identity.vacuousCondition', undecided ? unknownFact(open, at) : known(sure.length > 0, at));
  }
}

/** Its only guard is no guard. */
const isVacuous = ({ effect, principal, conditions }: Statement): boolean =>
  effect === 'Allow' &&
  principal?.negated === false &&
  principal.texts.some(({ type, text }) => type === 'AWS' && text === '*') &&
  conditions.length > 0 &&
  conditions.every(holdsForAbsent);

/** Keys that every request carries: leaving them out is no way around the condition. */
const always = new Set([
  'aws:securetransport',
  'aws:currenttime',
  'aws:epochtime',
  'aws:useragent',
  'aws:requestedregion',
  'aws:viaawsservice',
]);

/** `ForAllValues`, `...IfExists` and negated operators hold when the key is not there. */
const holdsForAbsent = ({ key, operator, ifExists, qualifier }: ConditionText): boolean =>
  !always.has(key) &&
  operator !== 'null' &&
  (qualifier === 'ForAllValues' || (qualifier === undefined && (ifExists || operator.includes('not'))));
