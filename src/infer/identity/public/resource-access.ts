import { factFromTri } from '../../../model/fact.js';
import { mergeLocations, type Location } from '../../../model/location.js';
import type { Resource } from '../../../model/resource.js';
import { anyAwsResource, internetResource } from '../../../model/synthetic.js';
import { all, any, no, not, type Tri, unknown } from '../../../model/tri.js';
import { mergeReasons } from '../../../model/unknown.js';
import { holeReasons } from '../pattern/symbol.js';
import { anonymous, anyAws } from '../callers.js';
import { type Collector, placesOf } from '../collector.js';
import { type Access, type AccessRule, dataActions } from '../data/data-actions.js';
import type { Layer } from '../decision/layer.js';
import type { Principal } from '../decision/principal.js';
import type { IdentityModel } from '../model.js';
import { isPublicPolicy } from './aws-public.js';
import { outsiders } from './outsiders.js';
import { triOf } from './tri-of.js';
import { type AclAccess, aclAccess, blockFlag, blockFlags } from './object-store.js';

/** Services whose data plane answers callers without AWS credentials; elsewhere `*` means any AWS account (spec/D3). */
const anonymousTypes =
  /^aws\.(s3\.(bucket|access-point)|sqs\.queue|sns\.topic|lambda\.function-url|opensearch\.|elasticsearch\.|ecr\.public|efs\.|apigateway\.)/;

/** Facts and relations about strangers for every resource with a resource policy, grants or an ACL. */
export function publicAccess(model: IdentityModel, out: Collector): void {
  for (const node of model.graph.resources) {
    const facet = node.identity;
    if (!facet || facet.part !== undefined) continue;
    if (!facet.resourcePolicies?.length && !facet.grants?.length && !facet.objectStore) continue;
    accountBlocked(model, node, out);
    strangers(model, node, out);
    outsiders(model, node, out);
  }
}

/** The block of the account is as good as the bucket's own. */
function accountBlocked(model: IdentityModel, node: Resource, out: Collector): void {
  const store = node.type === 'aws.s3.bucket' ? model.targets.blocks.storeOf(node) : undefined;
  if (!store?.accountBlock) return;
  const blocked = all(...blockFlags.map((flag) => blockFlag(store, flag)));
  if (blocked.truth !== 'yes') return;
  out.fact(node.id, 'storage.publicAccessBlocked', factFromTri(blocked));
  out.fact(node.id, 'storage.publicAccessBlockOff', factFromTri(not(blocked)));
}

/**
 * A search domain or file system inside a VPC: a policy for everybody is for everybody in that network (OpenSearch Service
 * Developer Guide, "About access policies on VPC domains"). So is one that asks for a password of its own besides.
 */
function shutOff({ graph }: IdentityModel, node: Resource): boolean {
  if (!/^aws\.(opensearch|elasticsearch|efs)\./.test(node.type)) return false;
  const asks = graph.fact(node.id, 'storage.clientAuthentication');
  const inNetwork = node.network?.part === 'endpoint' && node.network.publicAddress === 'never';
  return inNetwork || (asks?.state === 'known' && asks.value === true && !asks.assumed);
}

function strangers(model: IdentityModel, node: Resource, out: Collector): void {
  const { policy } = model.targets.of(node);
  if (policy) out.fact(node.id, 'identity.publicPolicy', factFromTri(publicTri(policy)));
  const silent =
    shutOff(model, node) ||
    policy === undefined ||
    (policy.open.length === 0 && !policy.statements.some(({ effect }) => effect === 'Allow'));
  const acl = node.type === 'aws.s3.bucket' ? aclAccess(model.targets.blocks.storeOf(node)) : undefined;
  for (const principal of anonymousTypes.test(node.type) ? [anonymous, anyAws] : [anyAws]) {
    const access = new Map<Access, Tri>();
    for (const rule of dataActions(node)) {
      const given = silent ? [] : decisions(model, principal, node, rule);
      access.set(rule.access, any(access.get(rule.access) ?? no(), ...given, aclTri(acl, principal, rule.access)));
    }
    state(node, principal, access, out);
  }
}

const decisions = (model: IdentityModel, principal: Principal, node: Resource, rule: AccessRule): readonly Tri[] => {
  const target = rule.suffix === '' ? model.targets.of(node) : model.targets.under(node, rule.suffix);
  return rule.actions.map((action) => triOf(model.decide(principal, action, target)));
};

function publicTri(policy: Layer): Tri {
  const { truth, because } = isPublicPolicy(policy.statements);
  const places = placesOf(because.length > 0 ? because : policy.statements);
  if (truth !== 'unknown') return { truth, because: places, unknowns: [] };
  const reasons = because.flatMap(({ maybe, principal, conditions }) => [
    ...maybe,
    ...(principal?.open ?? []),
    ...[...(principal?.texts ?? []), ...conditions.flatMap(({ values }) => values.texts)].flatMap(({ text }) =>
      holeReasons(text),
    ),
  ]);
  return unknown(mergeReasons(policy.open, reasons), places);
}

function aclTri(acl: AclAccess | undefined, principal: Principal, access: Access): Tri {
  if (!acl) return no();
  if (access === 'read') return principal.kind === 'anonymous' ? acl.anonymousRead : acl.anyAwsRead;
  if (access === 'write') return principal.kind === 'anonymous' ? acl.anonymousWrite : acl.anyAwsWrite;
  return no();
}

function state(node: Resource, principal: Principal, access: ReadonlyMap<Access, Tri>, out: Collector): void {
  const facts = principal.kind === 'anonymous' ? anonymousFacts : anyAwsFacts;
  const fallback: readonly Location[] = [
    ...(node.identity?.resourcePolicies ?? []),
    ...(node.identity?.grants ?? []),
  ].map((p) => p.at);
  const usable = facts === anyAwsFacts ? uses : changesOf;
  for (const [kind, name] of Object.entries(facts) as [Access, string][]) {
    const parts = [...access].filter(([key]) => key === kind || (kind === 'write' && usable.includes(key)));
    if (parts.length === 0) continue;
    const tri = any(...parts.map(([, value]) => value));
    const because = tri.because.length > 0 ? tri.because : fallback.length > 0 ? fallback : [node.location];
    out.fact(node.id, name, factFromTri({ ...tri, because }));
  }
  // How callers get into an API or function URL is for its operations to say; here it is only a fact.
  if (node.surface) return;
  // What rests on no statement (a policy that is not known at all) is a fact, but no relation.
  const given = [...access].filter(([, tri]) => tri.truth !== 'no' && tri.because.length > 0);
  if (given.length === 0) return;
  out.resource(principal.kind === 'anonymous' ? internetResource() : anyAwsResource());
  for (const certain of [true, false]) {
    const part = given.filter(([, tri]) => (tri.truth === 'yes') === certain);
    if (part.length === 0) continue;
    out.relation({
      kind: 'can',
      from: principal.id,
      to: node.id,
      certainty: certain ? 'certain' : 'conditional',
      grade: 'permitted',
      because: mergeLocations(...part.map(([, tri]) => tri.because)),
      ...(!certain && { unknowns: part.flatMap(([, tri]) => tri.unknowns) }),
      attrs: { access: part.map(([kind]) => kind).sort() },
    });
  }
}

/** Ways to change a store; for any AWS account invoking counts as using it. */
const changesOf: readonly Access[] = ['destroy', 'admin'];
const uses: readonly Access[] = [...changesOf, 'invoke'];
const anonymousFacts = {
  read: 'identity.anonymousRead',
  write: 'identity.anonymousWrite',
  invoke: 'identity.anonymousInvoke',
} as const;
const anyAwsFacts = { read: 'identity.anyAwsRead', write: 'identity.anyAwsWrite' } as const;
