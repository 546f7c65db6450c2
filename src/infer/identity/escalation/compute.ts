import type { Relation } from '../../../model/relation.js';
import type { Resource } from '../../../model/resource.js';
import type { Principal } from '../decision/principal.js';
import type { Target } from '../decision/decide.js';
import { triOf } from '../public/tri-of.js';
import { type Actor, either, type Feasibility, feasible, impossible, perhaps, together } from './engine.js';
import { rulesOfType } from '../data/data-actions.js';
import type { ComputeTechnique, PassRoleTechnique } from './technique.js';
import { ownRegion } from '../pattern/symbol.js';
import { decideAny } from '../effective/access.js';

/** Compute that runs as a role of the scan. */
export interface RunningAs {
  readonly node: Resource;
  readonly role: Principal;
  readonly relation: Relation;
}

/** New compute: the create and start actions, then each role that may be passed and trusts the service. */
export function passRoleFeasibility(actor: Actor, technique: PassRoleTechnique): Feasibility {
  if (!actor.mentions('iam:PassRole')) return impossible;
  if (!technique.needs.every((any) => any.some((action) => actor.mentions(action)))) return impossible;
  return together(...technique.needs.map((any) => either(...any.map((action) => actor.anew(action)))));
}

/** Does the role trust the service? Asked of its trust policy alone. */
export function trustsService(actor: Actor, role: Target, service: string): boolean {
  return (role.policy?.statements ?? []).some(
    (statement) =>
      statement.effect === 'Allow' &&
      statement.principal?.negated === false &&
      statement.principal.texts.some((entry) => entry.type === 'Service' && sameService(entry.text, service)) &&
      triOf(actor.model.decide(trusted(service), 'sts:AssumeRole', role, given)).truth !== 'no',
  );
}

const given = new Map([
  ['aws:sourceaccount', { state: 'chosen', from: ['*'], optional: true } as const],
  ['aws:sourcearn', { state: 'chosen', from: ['*'], optional: true } as const],
]);
const trusted = (service: string): Principal => ({
  kind: 'service',
  id: service,
  name: service,
  arn: '',
  account: '',
  provider: service,
});
/** Some services are written with their Region or with the China suffix. */
const sameService = (written: string, service: string): boolean => written === service || written === `${service}.cn`;

/** Existing compute: every action on that very node. */
export function computeFeasibility(actor: Actor, technique: ComputeTechnique, running: RunningAs): Feasibility {
  if (!technique.types.test(running.node.type)) return impossible;
  if (!technique.needs.every((any) => any.some((action) => actor.mentions(action)))) return impossible;
  const target = targetOf(actor, running.node);
  const parts = technique.needs.map((any) =>
    either(
      ...any.map((action) => {
        const also = technique.also?.[action];
        const own = actor.on(action, target);
        return also === undefined ? own : together(own, actor.on(action, { arn: also }));
      }),
    ),
  );
  const result = perhaps(together(...parts), technique.unless);
  if (result.truth === 'no' || !technique.roleNeeds) return result;
  const agent = either(
    ...technique.roleNeeds.map((action) => feasible(actor.model.decide(running.role, action, { arn: '*' }))),
  );
  return agent.truth === 'no' ? impossible : together(result, { ...agent, statements: [] });
}

/** A group of hosts stands for instances whose names nobody knows. */
function targetOf(actor: Actor, node: Resource): Target {
  if (node.kind !== 'process/host-group') return actor.model.targets.of(node);
  return { ...actor.model.targets.of(node), arn: `arn:aws:ec2:${ownRegion}:${actor.model.names.account}:instance/*` };
}

/** Writes to where the compute takes its code from (spec/B5, "CI artifact"). */
export function artifactFeasibility(actor: Actor, store: Resource): Feasibility {
  const rules = rulesOfType(store.type).filter((rule) => rule.access === 'write');
  const attempts = rules.flatMap((rule) =>
    rule.actions
      .filter((action) => actor.mentions(action))
      .map((action) => {
        const target =
          rule.suffix === '' ? actor.model.targets.of(store) : actor.model.targets.under(store, rule.suffix);
        return feasible(decideAny(actor.model, actor.principal, action, target));
      }),
  );
  return either(impossible, ...attempts);
}
