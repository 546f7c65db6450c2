import type { Context } from '../context.js';
import type { PolicyMatch } from '../policy.js';
import { candidates } from './candidates.js';
import type { Witness } from './witness.js';

/** One witness for each resource that is as `where` says. Also the shape of `principal`, whose reach is relations. */
export function matchElement(
  match: Extract<PolicyMatch, { shape: 'element' | 'principal' }>,
  context: Context,
): readonly Witness[] {
  return candidates(match.where, context).map(({ resource, outcome }) => {
    const bindings: Record<string, string> = { ...outcome.bindings, [match.as]: resource.id };
    const named = match.shape === 'principal' && match.subject !== undefined ? bindings[match.subject] : undefined;
    const subject = named === undefined ? undefined : context.graph.resource(named);
    return { subject: subject ?? resource, outcome, bindings };
  });
}
