import { mergeLocations } from '../../../model/location.js';
import type { Relation } from '../../../model/relation.js';
import type { Resource } from '../../../model/resource.js';
import { mergeReasons } from '../../../model/unknown.js';
import { type Collector, placesOf } from '../collector.js';
import { dataActions } from '../data/data-actions.js';
import type { Principal } from '../decision/principal.js';
import type { Statement } from '../document/types.js';
import type { IdentityModel } from '../model.js';
import { isArn } from '../pattern/arn.js';
import { accessTo, type EffectiveAccess, namesExactly } from './access.js';
import { candidatesOf } from './candidates.js';
import type { PrincipalClass } from './classes.js';
import { ResourceIndex } from './resource-index.js';

/**
 * Most `can` relations that wildcard grants may add. Relations by name are not counted: they are as many as the code names.
 * Each principal with wildcard grants has an equal share.
 */
const wildcardBudget = 100_000;
const leastShare = 100;

/** `can` relations from declared principals to what holds data or runs code (spec/D4). */
export function canRelations(model: IdentityModel, classes: readonly PrincipalClass[], out: Collector): void {
  const nodes = model.graph.resources.filter((node) => dataActions(node).length > 0);
  const index = new ResourceIndex(nodes, (node) => model.names.arnOf(node));
  const named = namedByPolicies(model, nodes);
  const plans = classes.map((group) => ({ group, ...candidatesOf(group.layer, index) }));
  const broad = plans.reduce((sum, plan) => sum + (plan.broad.size > 0 ? plan.group.members.length : 0), 0);
  const share = Math.max(leastShare, Math.floor(wildcardBudget / Math.max(1, broad)));
  let cut = 0;
  for (const { group, named: byName, broad: services } of plans) {
    const shown = someOf(services, index, byName, share);
    const all = [...services].reduce((sum, service) => sum + index.all(service).length, 0);
    cut += Math.max(0, all - byName.size - shown.length) * group.members.length;
    const decide = new ClassDecisions(model, group);
    for (const member of group.members) {
      for (const node of byName) state(member, node, decide.grants(member, node, true), out);
      for (const node of shown) state(member, node, decide.grants(member, node, false), out);
    }
    for (const member of group.members) {
      for (const node of named.get(member.id) ?? []) {
        if (!byName.has(node) && !services.has(serviceOf(model, node)))
          state(member, node, decide.grants(member, node, true), out);
      }
    }
  }
  if (cut > 0) out.diagnostic(truncated(cut));
}

/** The first nodes of the services that are not named anyway. */
function someOf(
  services: ReadonlySet<string>,
  index: ResourceIndex,
  named: ReadonlySet<Resource>,
  most: number,
): readonly Resource[] {
  const found: Resource[] = [];
  for (const service of services) {
    for (const node of index.all(service)) {
      if (found.length >= most) return found;
      if (!named.has(node)) found.push(node);
    }
  }
  return found;
}

const serviceOf = (model: IdentityModel, node: Resource): string => model.names.arnOf(node).split(':')[2] ?? '';

/** What a relation says, apart from its ends. */
type Grant = Pick<Relation, 'certainty' | 'grade' | 'because' | 'unknowns' | 'attrs'>;

/** Decisions of one class, shared by its members where the node has no policy that may tell them apart. */
class ClassDecisions {
  private readonly byNode = new Map<string, readonly Grant[]>();
  private readonly byType = new Map<string, readonly Grant[]>();
  private readonly uniform: boolean;

  constructor(
    private readonly model: IdentityModel,
    group: PrincipalClass,
  ) {
    const { boundary } = group.representative;
    this.uniform =
      group.layer.statements.every(
        (s) => sameForAll(s) && (s.effect === 'Allow' ? s.resource?.negated !== true : onEverything(s)),
      ) && (boundary?.layer.statements ?? []).every((s) => sameForAll(s) && onEverything(s));
  }

  /** `named`: some statement names the node, so that it is no like of others of its type. */
  grants(member: Principal, node: Resource, named: boolean): readonly Grant[] {
    if (tellsCallersApart(this.model, node)) return this.decide(member, node);
    const alike = this.uniform && !named && this.model.graph.outgoing(node.id, 'encrypts-with').length === 0;
    const memo = alike ? this.byType : this.byNode;
    const key = alike ? node.type : node.id;
    const known = memo.get(key);
    if (known) return known;
    const found = this.decide(member, node);
    memo.set(key, found);
    return found;
  }

  private decide(member: Principal, node: Resource): readonly Grant[] {
    return grantsOf(this.model, member, node, accessTo(this.model, member, node));
  }
}

/** Its conditions do not look at the resource. */
const sameForAll = (statement: Statement): boolean =>
  statement.conditions.every(({ key }) => !/resourcetag|\/|resourceaccount|requestedregion/.test(key));
const onEverything = ({ resource }: Statement): boolean =>
  resource?.negated === false && resource.texts.every(({ text }) => text === '*');

/** A policy that only refuses unencrypted requests says the same to everybody, and a KMS key always has a policy. */
function tellsCallersApart(model: IdentityModel, node: Resource): boolean {
  const { policy } = model.targets.of(node);
  return (
    policy !== undefined &&
    !policy.statements.every(
      (statement) =>
        statement.effect === 'Deny' &&
        statement.conditions.some(({ key, operator }) => key === 'aws:securetransport' && operator === 'bool'),
    )
  );
}

/** One grant for each certainty and grade. */
function grantsOf(
  model: IdentityModel,
  principal: Principal,
  node: Resource,
  access: readonly EffectiveAccess[],
): readonly Grant[] {
  const arn = model.names.arnOf(node);
  const groups = new Map<string, EffectiveAccess[]>();
  for (const item of access) {
    const exact = namesExactly(item.statements, arn) || item.statements.some((s) => s.principal);
    const key = `${item.tri.truth === 'yes' ? 'certain' : 'conditional'} ${exact ? 'permitted' : 'possible'}`;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups].map(([key, items]): Grant => {
    const [certainty, grade] = key.split(' ') as ['certain' | 'conditional', 'permitted' | 'possible'];
    const because = mergeLocations(...items.map((item) => placesOf(item.statements)));
    return {
      certainty,
      grade,
      because: because.length > 0 ? because : [principal.node?.location ?? node.location],
      ...(certainty === 'conditional' && { unknowns: mergeReasons(...items.map((item) => item.tri.unknowns)) }),
      attrs: { access: [...new Set(items.map((item) => item.access))].sort() },
    };
  });
}

function state(principal: Principal, node: Resource, grants: readonly Grant[], out: Collector): void {
  for (const grant of grants) out.relation({ kind: 'can', from: principal.id, to: node.id, ...grant });
}

/** Principals that resource policies name, each with the nodes whose policies do. */
function namedByPolicies(model: IdentityModel, nodes: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const byArn = new Map([...model.principals.values()].map((principal) => [principal.arn, principal.id]));
  const found = new Map<string, Resource[]>();
  for (const node of nodes) {
    if (!node.identity?.resourcePolicies?.length && !node.identity?.grants?.length) continue;
    const names = (model.targets.of(node).policy?.statements ?? []).flatMap((s) => s.principal?.texts ?? []);
    for (const { text } of names) {
      const id = isArn(text) ? byArn.get(text) : undefined;
      if (id === undefined) continue;
      const present = found.get(id);
      if (!present) found.set(id, [node]);
      else if (!present.includes(node)) present.push(node);
    }
  }
  return found;
}

const truncated = (count: number): Parameters<Collector['diagnostic']>[0] => ({
  severity: 'note',
  code: 'wildcard-grants-truncated',
  summary: `${count} relations of wildcard grants are left out.`,
  detail:
    'Principals with "Resource": "*" reach more resources than can be listed one by one. Their privilege level says so; ' +
    'attack paths through a left-out relation are not found. Name resources in the policies to have every relation.',
});
