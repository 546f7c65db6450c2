import type { ResourceGraph } from '../../graph/index.js';
import type { Relation } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';
import { costs } from './costs.js';
import { labelOf } from './label.js';
import { type Hold, stateOf, type Step, stepAlong } from './steps.js';

/** What a principal that the attacker holds may do. */
export function permissionSteps(graph: ResourceGraph, id: string, from = stateOf('own', id)): readonly Step[] {
  return graph.outgoing(id, 'can').flatMap((relation) => {
    const target = graph.resource(relation.to);
    if (!target) return [];
    const access = [relation.attrs?.access ?? []].flat().map(String);
    return access.flatMap((right) => permissionStep(relation, target, right, from));
  });
}

interface Right {
  readonly hold: Hold;
  readonly cost: number;
  readonly action: string;
  readonly verb: string;
  /** A weakness even when the policy names the very resource. */
  readonly always?: boolean;
}

/** What each kind of access (attrs.access of `can`) gives. */
const rights: Readonly<Record<string, Right>> = {
  read: { hold: 'read', cost: costs.usePermission, action: 'reads', verb: 'reads' },
  write: { hold: 'write', cost: costs.usePermission, action: 'writes to', verb: 'writes to' },
  destroy: { hold: 'destroy', cost: costs.usePermission, action: 'destroys', verb: 'deletes the data in' },
  invoke: { hold: 'call', cost: costs.usePermission, action: 'invokes', verb: 'invokes' },
  execute: { hold: 'own', cost: costs.escalate, action: 'runs code in', verb: 'runs commands in', always: true },
};

function permissionStep(relation: Relation, target: Resource, access: string, from: string): readonly Step[] {
  const right = Object.hasOwn(rights, access) ? rights[access] : undefined;
  if (!right) return [];
  const name = labelOf(target);
  const broad = relation.grade === 'possible' ? `a wildcard covers ${name}` : undefined;
  const outside = relation.from.startsWith('ext|') ? `outsiders may do this to ${name}` : undefined;
  const weakness = outside ?? (right.always ? `it may run commands in ${name}` : broad);
  const to = stateOf(right.hold, target.id);
  return [stepAlong(relation, from, to, right.cost, right.action, `${right.verb} ${name}`, weakness)];
}

/** Roles that can be assumed, and principals that can be turned into. */
export function assumptionSteps(graph: ResourceGraph, id: string, from = stateOf('own', id)): readonly Step[] {
  const to = (relation: Relation): string => stateOf('own', relation.to);
  const name = (relation: Relation): string => labelOf(graph.resource(relation.to));
  return [
    ...graph
      .outgoing(id, 'can-assume')
      .map((r) =>
        stepAlong(
          r,
          from,
          to(r),
          assumeCost(r),
          'assumes',
          `${signsUp(r) ? 'signs up and ' : ''}assumes ${name(r)}`,
          trustWeakness(r, name(r)),
        ),
      ),
    ...graph
      .outgoing(id, 'escalates-to')
      .map((r) =>
        stepAlong(
          r,
          from,
          to(r),
          Number(r.attrs?.cost ?? costs.escalate),
          'escalates to',
          String(r.attrs?.text ?? `becomes ${name(r)}`),
          String(r.attrs?.technique ?? 'privilege escalation'),
        ),
      ),
  ];
}

/** An ExternalId or a condition like it must be known to the caller. */
const assumeCost = (relation: Relation): number =>
  costs.assumeRole +
  (relation.attrs?.pinned === true ? costs.guard : 0) +
  (signsUp(relation) ? costs.authentication['self-registered'] : 0);

/** Through an identity pool, as a user that the caller registered (infer/identity/trust). */
const signsUp = ({ attrs }: Relation): boolean => attrs?.via === 'cognito-sign-up';

/** Trust in outsiders is a weakness when it admits more of them than was meant (attrs of infer/identity/trust). */
function trustWeakness({ attrs }: Relation, role: string): string | undefined {
  switch (attrs?.via) {
    case 'anyone':
    case 'cognito-guest':
      return `${role} can be assumed by anybody`;
    case 'account':
      return attrs.pinned === true ? undefined : `${role} trusts another account without ExternalId`;
    case 'oidc':
      return attrs.scope === 'exact' ? undefined : `${role} trusts more than one branch or environment`;
    default:
      return undefined;
  }
}
