import type { ResourceGraph } from '../../graph/index.js';
import type { TrustBoundary } from '../../model/analysis.js';
import { truthOf } from '../../model/fact.js';
import type { Resource } from '../../model/resource.js';
import { rolesOf } from '../attack/code-moves.js';
import { BoundaryTree } from './tree.js';

const anonymous = 'tb:identity:anonymous';
const registered = `${anonymous}/self-registered`;
const user = `${anonymous}/user`;
const admin = `${anonymous}/admin`;

/**
 * The identity dimension, from callers without credentials inwards: signed-up and signed-in users, the privilege domain of each role
 * (everything that runs as it), and administrators (spec/F).
 */
export function identityBoundaries(graph: ResourceGraph): readonly TrustBoundary[] {
  const tree = new BoundaryTree('identity');
  tree.add(anonymous, 'callers without credentials', undefined);
  for (const resource of graph.resources) {
    const zone = zoneOf(graph, tree, resource);
    if (zone !== undefined) tree.place(zone, resource.id);
  }
  return tree.boundaries();
}

function zoneOf(graph: ResourceGraph, tree: BoundaryTree, resource: Resource): string | undefined {
  if (resource.kind === 'external/internet' || resource.kind === 'external/any-aws') return anonymous;
  if (resource.surface || resource.kind === 'edge/operation') return surfaceZone(graph, tree, resource);
  if (resource.kind === 'identity/role') return domainOf(graph, tree, resource);
  const [run] = resource.kind.startsWith('process/') ? rolesOf(graph, resource.id) : [];
  return run && domainOf(graph, tree, run.role);
}

/** Whoever passes an authorizer has left the anonymous callers behind. */
function surfaceZone(graph: ResourceGraph, tree: BoundaryTree, resource: Resource): string | undefined {
  const fact = graph.fact(resource.id, 'surface.authentication');
  if (fact?.state !== 'known') return undefined;
  if (fact.value === 'none') return anonymous;
  if (fact.value === 'self-registered') {
    tree.add(registered, 'users who signed up by themselves', anonymous, fact.because);
    return registered;
  }
  tree.add(user, 'authenticated callers', anonymous, fact.because);
  return user;
}

function domainOf(graph: ResourceGraph, tree: BoundaryTree, role: Resource): string {
  const powerful = truthOf(graph.fact(role.id, 'identity.administrator')) === 'yes';
  if (powerful) tree.add(admin, 'administrators', anonymous);
  const outer = powerful ? admin : anonymous;
  const zone = `${outer}/role/${role.address}`;
  tree.add(zone, `runs as ${role.name}`, outer, [role.location]);
  return zone;
}
