import type { ResourceGraph } from '../../graph/index.js';
import type { TrustBoundary } from '../../model/analysis.js';
import type { Resource } from '../../model/resource.js';
import type { NetworkModel } from '../network/index.js';
import { clusterNetwork } from './cluster.js';
import { BoundaryTree } from './tree.js';
import { boundVpc } from './vpc-bound.js';

const world = 'tb:network:world';
const cloud = 'tb:network:cloud';
const services = `${cloud}/services`;

/** What the boundary pass asks the network pass. */
export type Places = Pick<NetworkModel, 'classOf' | 'tierOf'>;

/**
 * The network dimension: the world outside (the internet, third parties, our own premises), the cloud, its managed services, and each
 * VPC with its tiers and security group enclaves. A thing in several tiers counts in the most exposed one; the tier comes from
 * routes, not from the subnet's name.
 */
export function networkBoundaries(graph: ResourceGraph, network: Places): readonly TrustBoundary[] {
  const tree = new BoundaryTree('network');
  tree.add(world, 'Outside', undefined);
  for (const resource of graph.resources) {
    const outside = outsideZone(resource);
    if (outside) {
      tree.add(outside.id, outside.label, outside.parent);
      tree.place(outside.id, resource.id);
    } else if (resource.dialect !== 'synthetic' && resource.element !== 'supporting') {
      tree.place(zoneOf(graph, network, tree, resource), resource.id);
    }
  }
  return tree.boundaries();
}

interface Zone {
  readonly id: string;
  readonly label: string;
  readonly parent: string | undefined;
}

const internet: Zone = { id: 'tb:network:internet', label: 'Internet', parent: world };
const thirdParty: Zone = { id: 'tb:network:third-party', label: 'Third parties', parent: world };
const onPremises: Zone = { id: 'tb:network:on-premises', label: 'On premises', parent: world };

/** Where what we do not run ourselves stands; undefined for AWS's own services, which speak from inside the cloud. */
function outsideZone({ kind, network }: Resource): Zone | undefined {
  switch (kind) {
    case 'external/internet':
      return internet;
    case 'external/on-premises':
      return onPremises;
    case 'external/any-aws':
    case 'external/account':
    case 'external/saas':
    case 'external/ci':
    case 'external/identity-provider':
      return thirdParty;
    default:
      return network?.part === 'gateway' && network.gateway === 'customer' ? onPremises : undefined;
  }
}

function zoneOf(graph: ResourceGraph, network: Places, tree: BoundaryTree, resource: Resource): string {
  if (resource.cluster) return clusterNetwork(tree, resource);
  tree.add(cloud, 'AWS', undefined);
  const placement = network.classOf(resource.id)?.placement;
  const vpc = placement?.attachments[0]?.subnet.vpc;
  if (!placement || !vpc) return servicesZone(graph, tree, resource);
  const vpcZone = addVpc(tree, vpc.id === undefined ? undefined : graph.resource(vpc.id), vpc.key);
  const tier = network.tierOf(resource.id) ?? 'unknown';
  const tierZone = `${vpcZone}/${tier}`;
  tree.add(tierZone, tierLabels[tier] ?? tier, vpcZone, graph.fact(resource.id, 'network.tier')?.because);
  return enclaveOf(graph, tree, resource, tierZone);
}

const tierLabels: Readonly<Record<string, string>> = {
  public: 'public subnets',
  'private-egress': 'private subnets with egress',
  isolated: 'isolated subnets',
  unknown: 'subnets whose routes are not known',
};

function addVpc(tree: BoundaryTree, vpc: Resource | undefined, key: string): string {
  const zone = `${cloud}/vpc/${vpc ? vpc.address : key.replace(/\s+/g, '-')}`;
  tree.add(zone, vpc ? `VPC ${vpc.name}` : 'a VPC that is not declared here', cloud, vpc ? [vpc.location] : []);
  return zone;
}

/** A managed service answers everywhere, unless its policy admits only requests that come through a VPC. */
function servicesZone(graph: ResourceGraph, tree: BoundaryTree, resource: Resource): string {
  const bound = boundVpc(graph, resource);
  if (bound) {
    const vpcZone = addVpc(tree, bound.vpc, bound.vpc.address);
    const zone = `${vpcZone}/vpc-bound`;
    tree.add(zone, 'services that answer only inside the VPC', vpcZone, bound.because);
    return zone;
  }
  tree.add(services, 'AWS managed services', cloud);
  return services;
}

/** What shares exactly the same security groups, none of which admits an internet-wide source (spec/F). */
function enclaveOf(graph: ResourceGraph, tree: BoundaryTree, resource: Resource, tierZone: string): string {
  const groups = graph
    .outgoing(resource.id, 'protected-by')
    .flatMap((r) => graph.resource(r.to) ?? [])
    .filter((group) => group.network?.part === 'security-group');
  const open = graph.fact(resource.id, 'network.internetReachable');
  if (groups.length === 0 || !(open?.state === 'known' && open.value === false)) return tierZone;
  const addresses = groups.map((group) => group.address).sort();
  const zone = `${tierZone}/sg/${addresses.join('+')}`;
  tree.add(
    zone,
    groups.map((group) => group.name).join(' + '),
    tierZone,
    groups.map((group) => group.location),
  );
  return zone;
}
