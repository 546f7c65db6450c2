import type { ResourceGraph } from '../../graph/types.js';
import { type Location, mergeLocations } from '../../model/location.js';
import { wantedPorts } from './answer.js';
import { ClassIndex } from './class-index.js';
import { type Connection, connect } from './connection.js';
import { outboundToInternet, type Outbound } from './egress.js';
import { Endpoints, type Placement } from './endpoint.js';
import { classify, type EndpointClass } from './endpoint-class.js';
import { addressEvidence, type Inbound, inboundFromInternet, type NetworkRules } from './inbound.js';
import { Inventory } from './inventory.js';
import { NetworkAcls } from './network-acl.js';
import type { NetworkModel } from './network-model.js';
import { readPrivateLinks } from './private-link.js';
import { Reach } from './reach.js';
import { RouteTables, type Tier } from './route-table.js';
import { ServiceEndpoints } from './service-endpoint.js';
import { SecurityGroups } from './security-group.js';

/** A model with what only the pass itself needs. */
export interface Analysis extends NetworkModel {
  readonly rules: NetworkRules;
  readonly endpoints: Endpoints;
  readonly securityGroups: SecurityGroups;
  readonly serviceEndpoints: ServiceEndpoints;
  readonly placements: readonly Placement[];
  placementOf(id: string): Placement | undefined;
  /** What comes in from the internet, decided once for its class. */
  inboundOf(id: string): Inbound | undefined;
}

/** Reads the network of a graph (spec/C). Linear in resources; each class of equal endpoints is decided once, when asked for. */
export function analyse(graph: ResourceGraph): Analysis {
  const inventory = new Inventory(graph);
  const securityGroups = new SecurityGroups(inventory);
  const endpoints = new Endpoints(inventory, securityGroups);
  const rules: NetworkRules = {
    inventory,
    routes: new RouteTables(inventory),
    acls: new NetworkAcls(inventory),
    networks: new Map(),
  };
  const placements = inventory.all('endpoint').map(({ resource, facet }) => endpoints.place(resource, facet));
  const byId = new Map(placements.map((placement) => [placement.resource.id, placement]));
  const classes = classify(placements);
  const classOf = new Map(classes.flatMap((one) => one.members.map((member) => [member, one] as const)));
  const inbound = remember((one: EndpointClass): Inbound => inboundFromInternet(rules, one.placement));
  const outbound = remember((one: EndpointClass): Outbound => outboundToInternet(rules, one.placement));
  const inboundOf = (id: string) => ofMember(byId.get(id), classOf.get(id), inbound);
  const serviceEndpoints = new ServiceEndpoints(inventory, rules.routes);
  const links = readPrivateLinks(inventory, endpoints);
  const connectionOf = betweenClasses(rules, classOf);
  const reach = new Reach(rules, (id) => byId.get(id) ?? links.placementOf(id), inboundOf, links, connectionOf);
  const index = new ClassIndex(rules, classes);
  const tiers = remember((one: EndpointClass): Tier => tierOfClass(rules, one));
  return {
    rules,
    endpoints,
    securityGroups,
    placements,
    classes,
    placementOf: (id) => byId.get(id),
    inboundOf,
    classOf: (id) => classOf.get(id),
    reach: (from, to, query) => reach.reach(from, to, wantedPorts(query)),
    fromInternet: (id, query) => reach.fromInternet(id, wantedPorts(query)),
    classReach: (id) => index.reachOf(id),
    neighbours: (id) => index.neighbours(id, classOf.get(id)),
    tierOf: (id) => {
      const one = classOf.get(id);
      if (one) return tiers(one);
      const subnet = endpoints.subnet(id);
      return subnet && rules.routes.tierOf(subnet);
    },
    serviceEndpoints,
    endpointFor: (subnetId, service) => {
      const subnet = endpoints.subnet(subnetId);
      return subnet && serviceEndpoints.of(subnet, service);
    },
    egress: (id) => {
      const one = classOf.get(id);
      return one && outbound(one);
    },
  };
}

/** The answer of the class, with the addresses of the member itself as evidence. */
function ofMember(
  placement: Placement | undefined,
  one: EndpointClass | undefined,
  inbound: (one: EndpointClass) => Inbound,
) {
  if (!placement || !one) return undefined;
  const shared = inbound(one);
  const found = mergeLocations(shared.because, addressEvidence(placement, shared));
  const because = shared.truth === 'no' ? [] : found.length > 0 ? found : whereItStands(placement);
  // What never gets a public address is not one setting away from the internet.
  const fixed = shared.blockedBy?.kind === 'address' && placement.facet.publicAddress === 'never';
  const blockedBy = fixed
    ? undefined
    : shared.blockedBy?.kind === 'address'
      ? { kind: shared.blockedBy.kind, because: addressEvidence(placement, undefined) }
      : shared.blockedBy;
  const { blockedBy: _shared, ...rest } = shared;
  return { ...rest, because, ...(blockedBy && { blockedBy }) };
}

/** Connections between members of two classes are alike, and asked for again and again. */
function betweenClasses(
  rules: NetworkRules,
  classOf: ReadonlyMap<string, EndpointClass>,
): (from: Placement, to: Placement) => Connection {
  const known = new Map<string, Connection>();
  return (from, to) => {
    const key = [from, to].map(({ resource }) => classOf.get(resource.id)?.id ?? resource.id).join(' -> ');
    const present = known.get(key) ?? connect(rules, from, to);
    known.set(key, present);
    if (present.truth === 'no' || present.because.length > 0) return present;
    return { ...present, because: whereItStands(to) };
  };
}

/** Evidence where no rule and no route is known: the attributes that leave them open, else the endpoint. */
const whereItStands = ({ because, resource }: Placement): readonly Location[] =>
  because.length > 0 ? because : [resource.location];

const exposureOrder: readonly Tier[] = ['isolated', 'private-egress', 'unknown', 'public'];

function tierOfClass(rules: NetworkRules, { placement }: EndpointClass): Tier {
  return placement.attachments
    .map(({ subnet }) => rules.routes.tierOf(subnet))
    .reduce<Tier>((a, b) => (exposureOrder.indexOf(a) >= exposureOrder.indexOf(b) ? a : b), 'isolated');
}

function remember<K extends object, V>(work: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const present = known.get(key);
    if (present !== undefined) return present;
    const value = work(key);
    known.set(key, value);
    return value;
  };
}
