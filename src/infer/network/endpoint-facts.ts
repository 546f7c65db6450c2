import { type Fact, factFromTri, known, unknownFact } from '../../model/fact.js';
import { mergeLocations } from '../../model/location.js';
import type { Resource } from '../../model/resource.js';
import type { Analysis } from './analyse.js';
import type { Placement } from './endpoint.js';
import { groupFacts, portOpenFact } from './group-facts.js';
import type { Inbound } from './inbound.js';
import { openEndpoint } from './service-endpoint.js';
import type { ReachAnswer } from './network-model.js';
import { intersectBoxes } from './packets/boxes.js';
import { onlyWide } from './packets/internet.js';
import { type PortSet, portsOf } from './packets/packet-set.js';
import { adminPorts } from './packets/ports.js';

/** Facts about who comes in from the internet, for an endpoint or a surface. */
export function exposureFacts(answer: ReachAnswer): [string, Fact][] {
  const assumed = answer.assumed ? { assumed: true } : {};
  const { truth, because, unknowns } = answer;
  const reachable = factFromTri({ truth, because, unknowns }, assumed);
  const latent = truth === 'no' && answer.blockedBy !== undefined && answer.blockedBy.kind !== 'security-group';
  const facts: [string, Fact][] = [
    ['network.internetReachable', reachable],
    ['network.blockedByOneFact', known(latent, latent ? (answer.blockedBy?.because ?? []) : [])],
  ];
  if (truth === 'unknown') {
    facts.push(['network.exposure', unknownFact(unknowns, because)]);
    facts.push(['network.internetPorts', unknownFact(unknowns, because)]);
    return facts;
  }
  facts.push([
    'network.exposure',
    known(truth === 'yes' ? answer.exposure : answer.exposure === 'narrow' ? 'narrow' : 'private', because, assumed),
  ]);
  if (answer.ports.length > 0 || truth === 'no')
    facts.push(['network.internetPorts', known(answer.ports, because, assumed)]);
  return facts;
}

/** Facts about an endpoint that need the packets themselves. */
export function packetFacts(inbound: Inbound): [string, Fact][] {
  const wide = onlyWide(inbound.packets, 'internet-wide');
  const assumed = inbound.assumed ? { assumed: true } : {};
  const admin = meets(portsOf(wide), adminPorts);
  const only6 = inbound.truth === 'yes' && inbound.packets.ipv4.length === 0;
  return [
    [
      'network.adminPortOpen',
      admin && inbound.truth === 'unknown'
        ? unknownFact(inbound.unknowns, inbound.because)
        : known(admin, inbound.because, assumed),
    ],
    ['network.ipv6Only', known(only6, only6 ? inbound.because : [], assumed)],
  ];
}

const meets = (a: PortSet, b: PortSet): boolean => intersectBoxes(a, b).length > 0;

/** Facts that all members of a class share: where they are, where they can go, what their groups admit. */
export function classFacts(analysis: Analysis, placement: Placement): [string, Fact][] {
  const { resource } = placement;
  const groups = placement.groups.map(({ group }) => group);
  const egress = analysis.egress(resource.id);
  const subnets = placement.attachments.map(({ subnet }) => subnet);
  return [
    tierFact(analysis, resource.id, placement),
    ...groupFacts(analysis.rules, groups),
    ['network.endpointPolicyOpen', factFromTri(openEndpoint(analysis.serviceEndpoints, subnets))],
    ...(egress ? [['network.openEgress', factFromTri(egress)] as [string, Fact]] : []),
  ];
}

/** Facts that need the member itself. */
export function memberFacts(placement: Placement): [string, Fact][] {
  const groups = placement.groups.map(({ group }) => group);
  const database = isDatabase(placement.resource) ? portOpenFact(groups, placement.listens.may) : undefined;
  return [
    ['network.defaultGroupUsed', defaultGroupFact(placement)],
    ...(database ? [['network.databasePortOpen', database] as [string, Fact]] : []),
  ];
}

const isDatabase = ({ kind }: Resource): boolean => kind.startsWith('data-store/');

/** In the VPC's default group: adopted and emptied it harms nobody; untouched, its members reach one another. */
function defaultGroupFact({ groups, resource, because }: Placement): Fact {
  const used = groups.find(({ group, doubts }) => group.isDefault && doubts.length === 0 && group.ingress.length > 0);
  const written = used?.group.resource ? [used.group.resource.location] : [resource.location];
  return known(used !== undefined, used ? mergeLocations(because, written) : because);
}

function tierFact(analysis: Analysis, id: string, placement: Placement): [string, Fact] {
  const tier = analysis.tierOf(id);
  const subnets = placement.attachments.map(({ subnet }) => subnet);
  const because = mergeLocations(
    ...subnets.map((subnet) => analysis.rules.routes.of(subnet).because),
    subnets.flatMap(({ resource }) => resource?.location ?? []),
  );
  if (tier !== 'unknown' && tier !== undefined) return ['network.tier', known(tier, because)];
  const reasons = subnets.flatMap((subnet) => analysis.rules.routes.of(subnet).routes.flatMap(({ doubts }) => doubts));
  return ['network.tier', unknownFact(reasons, because)];
}
