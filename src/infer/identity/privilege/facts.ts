import { type Fact, factFromTri, known, unknownFact } from '../../../model/fact.js';
import type { Location } from '../../../model/location.js';
import { any, no, type Tri } from '../../../model/tri.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import { type Collector, placesOf } from '../collector.js';
import type { Layer } from '../decision/layer.js';
import type { Principal } from '../decision/principal.js';
import type { Statement } from '../document/types.js';
import type { PrincipalClass } from '../effective/classes.js';
import type { IdentityModel } from '../model.js';
import { triOf } from '../public/tri-of.js';
import { type Privilege, privilegeOf, rank } from './level.js';

/** Actions that stop or erase records of what happened (spec/G IAM-021). */
const blinding = [
  'cloudtrail:StopLogging',
  'cloudtrail:DeleteTrail',
  'cloudtrail:PutEventSelectors',
  'guardduty:DeleteDetector',
  'config:StopConfigurationRecorder',
  'config:DeleteConfigurationRecorder',
  'logs:DeleteLogGroup',
];

/** Facts about each principal, and about what runs as it. Returns the privilege of each class. */
export function privilegeFacts(
  model: IdentityModel,
  classes: readonly PrincipalClass[],
  out: Collector,
): ReadonlyMap<string, Privilege> {
  const byPrincipal = new Map<string, Privilege>();
  for (const { members, representative, layer } of classes) {
    const privilege = privilegeOf(model, representative);
    const blind = blindTri(model, representative, layer);
    for (const member of members) {
      byPrincipal.set(member.id, privilege);
      state(member, privilege, blind, out);
    }
  }
  runsAs(model, byPrincipal, out);
  unattached(model, out);
  permissionSets(model, out);
  return byPrincipal;
}

const blindTri = (model: IdentityModel, principal: Principal, layer: Layer): Tri =>
  any(
    no(),
    ...blinding
      .filter((action) => layer.open.length > 0 || layer.about(action.toLowerCase()).length > 0)
      .map((action) => triOf(model.decide(principal, action, { arn: '*' }))),
    ...namedTrails(model, principal),
  );

function state(principal: Principal, privilege: Privilege, blind: Tri, out: Collector): void {
  const home: readonly Location[] = principal.node ? [principal.node.location] : [];
  const at = (places: readonly Location[]): readonly Location[] => (places.length > 0 ? places : home);
  const open = principal.identity?.open ?? [];
  const put = (name: string, places: readonly Location[]): void =>
    out.fact(
      principal.id,
      name,
      places.length === 0 && open.length > 0 ? unknownFact(open, home) : known(places.length > 0, at(places)),
    );
  out.fact(principal.id, 'identity.privilege', levelFact(principal, privilege, at(placesOf(privilege.because))));
  const administrator = triOf(privilege.administrator);
  out.fact(
    principal.id,
    'identity.administrator',
    factFromTri({ ...administrator, because: at(administrator.because) }),
  );
  put('identity.wildcardData', placesOf(privilege.wildcardData));
  out.fact(principal.id, 'identity.notActionAllow', notActionFact(written(principal), open, home));
  // Of a user the catalog says it: only there is it known whether the key's declaration exists.
  if (principal.kind !== 'user') out.fact(principal.id, 'identity.longLivedKey', known(false, home));
  out.fact(principal.id, 'identity.canBlindLogging', factFromTri({ ...blind, because: at(blind.because) }));
}

/** What the code itself says: how AWS writes its own managed policies is nobody's mistake here. */
const written = ({ identity }: Principal): readonly Statement[] =>
  (identity?.documents ?? []).flatMap(({ arn, statements }) =>
    /^arn:aws[\w-]*:iam::aws:policy\//.test(arn ?? '') ? [] : statements,
  );

/** Allow with NotAction or NotResource. One that only may be there, and documents that are not known, leave it open. */
function notActionFact(statements: readonly Statement[], open: readonly Reason[], home: readonly Location[]): Fact {
  const negated = statements.filter((s) => s.effect === 'Allow' && (s.action.negated || s.resource?.negated === true));
  const sure = negated.filter(({ maybe }) => maybe.length === 0);
  if (sure.length > 0) return known(true, placesOf(sure));
  const reasons = mergeReasons(open, ...negated.map(({ maybe }) => maybe));
  if (reasons.length === 0) return known(false, home);
  return unknownFact(reasons, negated.length > 0 ? placesOf(negated) : home);
}

/** A policy that is not known may raise every level but the highest. */
function levelFact(principal: Principal, { level }: Privilege, because: readonly Location[]): Fact {
  const open = principal.identity?.open ?? [];
  return level === 'admin' || open.length === 0 ? known(level, because) : unknownFact(open, because);
}

/** What people get through IAM Identity Center. */
function permissionSets(model: IdentityModel, out: Collector): void {
  for (const node of model.graph.resources) {
    if (node.identity?.part !== 'permission-set') continue;
    const principal = model.reader.principal(node);
    const { identity } = principal;
    const blind = identity ? blindTri(model, principal, identity) : no();
    state(principal, privilegeOf(model, principal), blind, out);
  }
}

/** Managed policies that no principal of the scan has: what they say is stated of themselves. */
function unattached(model: IdentityModel, out: Collector): void {
  for (const node of model.graph.byKind('identity/policy')) {
    if (node.identity?.part !== 'managed-policy' || model.graph.incoming(node.id, 'uses').length > 0) continue;
    const documents = node.identity.permissions.map((source) => model.reader.parse(source));
    const open = node.managed ? documents.flatMap((d) => d.open) : [{ code: 'data' as const, subject: node.address }];
    const statements = documents.flatMap((d) => d.statements);
    out.fact(node.id, 'identity.notActionAllow', notActionFact(statements, open, [node.location]));
  }
}

/** Trails of the scan that the principal may stop by name. */
function namedTrails(model: IdentityModel, principal: Principal): readonly Tri[] {
  const actions = ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail'].filter(
    (action) => (principal.identity?.about(action.toLowerCase()).length ?? 0) > 0,
  );
  if (actions.length === 0) return [];
  return model.graph
    .byType('aws.cloudtrail.trail')
    .flatMap((trail) => actions.map((action) => triOf(model.decide(principal, action, model.targets.of(trail)))));
}

/** What runs as a role has its privilege; execution roles of agents do not count (their credentials stay with the agent). */
function runsAs(model: IdentityModel, privileges: ReadonlyMap<string, Privilege>, out: Collector): void {
  const highest = new Map<string, number>();
  for (const relation of model.graph.relations) {
    if (relation.kind !== 'runs-as' || relation.attrs?.['use'] === 'agent' || relation.certainty !== 'certain')
      continue;
    const role = roleBehind(model, relation.to);
    const privilege = role === undefined ? undefined : privileges.get(role);
    const principal = role === undefined ? undefined : model.principals.get(role);
    if (!privilege || !principal || privileges.has(relation.from)) continue;
    // Compute with several roles has the highest privilege among them.
    const before = highest.get(relation.from);
    if (before !== undefined && before >= rank(privilege.level)) continue;
    highest.set(relation.from, rank(privilege.level));
    const places = [...placesOf(privilege.because), ...relation.because];
    out.fact(relation.from, 'identity.privilege', levelFact(principal, privilege, places));
    const administrator = triOf(privilege.administrator);
    out.fact(
      relation.from,
      'identity.administrator',
      factFromTri({ ...administrator, because: [...administrator.because, ...relation.because] }),
    );
  }
}

/** An instance profile stands for the role in it. */
export function roleBehind(model: IdentityModel, id: string): string | undefined {
  if (model.principals.has(id)) return id;
  return model.graph
    .outgoing(id, 'uses')
    .map(({ to }) => to)
    .find((to) => model.principals.has(to));
}
