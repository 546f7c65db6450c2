import { type Location, mergeLocations } from '../../model/location.js';
import type { EndpointFacet } from '../../model/network.js';
import type { Resource } from '../../model/resource.js';
import type { Tri } from '../../model/tri.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import type { Bounds } from './bounds.js';
import type { Inventory, Named } from './inventory.js';
import { listensOn, noListener } from './listens.js';
import type { PortSet } from './packets/packet-set.js';
import { type Addresses, public4, public6, readAddressesOf } from './public-address.js';
import { clusterGroupId, groupId } from './rule-source.js';
import { type SecurityGroup, type SecurityGroups, strangeGroup } from './security-group.js';
import { defaultSubnet, readSubnet, strangeSubnet, type Subnet } from './subnet.js';

/** One subnet that an endpoint has an interface in, and the addresses that it gets there. */
export interface Attachment {
  readonly subnet: Subnet;
  /** Empty when it surely is in that subnet. */
  readonly doubts: readonly Reason[];
  readonly public4: Tri;
  readonly public6: Tri;
}

/** An endpoint with everything that decides who reaches it. */
export interface Placement {
  readonly resource: Resource;
  readonly facet: EndpointFacet;
  readonly attachments: readonly Attachment[];
  readonly groups: readonly { readonly group: SecurityGroup; readonly doubts: readonly Reason[] }[];
  /** True when no security group filters it (a network load balancer without groups). */
  readonly unfiltered: boolean;
  readonly listens: Bounds<PortSet>;
  /** True when it has an interface in every one of its subnets, so that the most exposed one decides. */
  readonly spread: boolean;
  /** Where subnets and groups are written. */
  readonly because: readonly Location[];
}

/** Finds out where endpoints are: subnets, addresses and groups, through templates, interfaces and subnet groups. */
export class Endpoints {
  private readonly addresses: Addresses;
  private readonly subnets = new Map<string, Subnet>();

  constructor(
    private readonly inventory: Inventory,
    private readonly groups: SecurityGroups,
  ) {
    this.addresses = readAddressesOf(inventory);
  }

  subnet(id: string): Subnet | undefined {
    const present = this.subnets.get(id);
    if (present) return present;
    const subnet = readSubnet(this.inventory, id);
    if (subnet) this.subnets.set(id, subnet);
    return subnet;
  }

  /** Where an endpoint is. Templates that it is made from fill in what it does not say; so does its own interface. */
  place(resource: Resource, written: EndpointFacet): Placement {
    const models = this.models(resource);
    const own = this.withoutInterfaces(resource, written);
    const facet = models.reduce((sofar, { facet: model }) => inherit(sofar, model), own);
    const speaker = (key: 'subnets' | 'securityGroups'): Resource =>
      own[key].length > 0 ? resource : (models.find(({ facet: model }) => model[key].length > 0)?.resource ?? resource);
    const subnets = this.subnetsOf(resource, facet, speaker('subnets'));
    const bearers = [resource.id, ...models.map((model) => model.resource.id)];
    const elastic = bearers.flatMap((id) => this.addresses.get(id) ?? []);
    const attachments = subnets.map(({ subnet, doubts }) => ({
      subnet,
      doubts,
      public4: public4(elastic, facet, subnet, resource),
      public6: public6(facet, subnet, resource),
    }));
    return {
      resource,
      facet,
      attachments,
      ...this.groupsOf(resource, facet, subnets[0]!.subnet, speaker('securityGroups')),
      listens:
        facet.role === 'balancer' && facet.listens.length === 0 ? noListener(resource) : listensOn(facet.listens),
      spread: facet.role !== 'managed' || resource.element === 'process',
      because: mergeLocations(
        [...facet.subnets, ...facet.subnetGroups, ...facet.securityGroups].flatMap(({ at }) => at ?? []),
      ),
    };
  }

  /** Launch templates and network interfaces that an endpoint takes its settings from. */
  private models(resource: Resource): { resource: Resource; facet: EndpointFacet }[] {
    const templates = this.inventory.graph.outgoing(resource.id, 'instantiates').map(({ to }) => to);
    const interfaces = [
      ...this.inventory.graph.outgoing(resource.id).map(({ to }) => to),
      ...this.inventory.graph.incoming(resource.id, 'attached-to').map(({ from }) => from),
    ].filter((id) => this.inventory.graph.resource(id)?.kind === 'network/interface');
    return [...new Set([...templates, ...interfaces])].flatMap((id) => this.inventory.get(id, 'endpoint') ?? []);
  }

  /** An existing interface stands where subnets and groups do; it brings its own. */
  private withoutInterfaces(resource: Resource, facet: EndpointFacet): EndpointFacet {
    const isInterface = (value: Value): boolean =>
      this.inventory
        .named([value], resource)
        .named.some(({ id }) => id !== resource.id && this.inventory.graph.resource(id)?.network?.part === 'endpoint');
    const subnets = facet.subnets.filter((value) => !isInterface(value));
    if (subnets.length === facet.subnets.length) return facet;
    return { ...facet, subnets, securityGroups: facet.securityGroups.filter((value) => !isInterface(value)) };
  }

  private subnetsOf(
    resource: Resource,
    facet: EndpointFacet,
    speaker: Resource,
  ): { subnet: Subnet; doubts: readonly Reason[] }[] {
    const written = this.inventory.named(facet.subnets, speaker);
    const grouped = this.throughGroups(facet, resource);
    const named = [...written.named, ...grouped.named];
    let open = mergeReasons(written.open, grouped.open);
    const found = new Map<string, { subnet: Subnet; doubts: readonly Reason[] }>();
    for (const { id, doubts } of named) {
      const subnet = this.subnet(id);
      if (!subnet) open = mergeReasons(open, doubts, [{ code: 'external', subject: id.slice(id.indexOf('|') + 1) }]);
      else if (!found.has(id) || doubts.length === 0) found.set(id, { subnet, doubts });
    }
    if (found.size > 0 && open.length === 0) return [...found.values()];
    if (open.length > 0) return [...found.values(), { subnet: strangeSubnet(resource.scope, open), doubts: [] }];
    if (resource.managed && facet.subnets.length + facet.subnetGroups.length === 0) {
      return [{ subnet: defaultSubnet(resource.scope), doubts: [] }];
    }
    const reasons: readonly Reason[] = [
      { code: 'data', subject: `subnet of ${resource.address}`, at: resource.location },
    ];
    return [{ subnet: strangeSubnet(resource.scope, reasons), doubts: [] }];
  }

  private throughGroups(facet: EndpointFacet, resource: Resource): { named: Named[]; open: readonly Reason[] } {
    const groups = this.inventory.named(facet.subnetGroups, resource);
    let open = groups.open;
    const named = groups.named.flatMap(({ id, doubts }) => {
      const members = this.inventory.graph
        .outgoing(id)
        .filter(({ to }) => this.inventory.graph.resource(to)?.network?.part === 'subnet');
      for (const { reasons } of this.inventory.graph.unresolved(id)) open = mergeReasons(open, reasons);
      if (members.length === 0 && open.length === 0) {
        open = [{ code: 'data', subject: id.slice(id.indexOf('|') + 1) }];
      }
      return members.map(({ to, certainty }) => ({
        id: to,
        doubts:
          certainty === 'certain'
            ? doubts
            : mergeReasons(doubts, [{ code: 'dynamic', subject: id.slice(id.indexOf('|') + 1) }]),
      }));
    });
    return { named, open };
  }

  /** The cluster that contains a resource; a cluster stands for itself. */
  private clusterOf({ id }: Resource): string {
    const parents = this.inventory.graph.incoming(id, 'contains').map(({ from }) => from);
    return parents.find((parent) => this.inventory.graph.resource(parent)?.kind === 'process/cluster') ?? id;
  }

  private groupsOf(
    resource: Resource,
    facet: EndpointFacet,
    subnet: Subnet,
    speaker: Resource,
  ): Pick<Placement, 'groups' | 'unfiltered'> {
    const { named, open } = this.inventory.named(facet.securityGroups, speaker);
    const own = facet.clusterGroup === 'also' || (facet.clusterGroup && facet.securityGroups.length === 0);
    const groups = [
      ...named.map(({ id, doubts }) => ({ group: this.groups.get(groupId(this.inventory, id)), doubts })),
      ...(own ? [{ group: this.groups.get(clusterGroupId(this.clusterOf(resource))), doubts: [] }] : []),
    ];
    if (open.length > 0) {
      const key = open.map(({ code, subject }) => `${code} ${subject}`).join(', ');
      return {
        groups: [...groups, { group: strangeGroup(`?group ${key}`, undefined, open), doubts: [] }],
        unfiltered: false,
      };
    }
    if (groups.length > 0) return { groups, unfiltered: false };
    if (!resource.managed) {
      const why: readonly Reason[] = [
        { code: 'data', subject: `security groups of ${resource.address}`, at: resource.location },
      ];
      return {
        groups: [{ group: strangeGroup(`?groups of ${resource.id}`, undefined, why), doubts: [] }],
        unfiltered: false,
      };
    }
    if (facet.securityGroupDefault === 'unfiltered') return { groups: [], unfiltered: true };
    return { groups: [{ group: this.groups.defaultOf(subnet.vpc), doubts: [] }], unfiltered: false };
  }
}

function inherit(own: EndpointFacet, model: EndpointFacet): EndpointFacet {
  const publicFlag = own.publicFlag ?? model.publicFlag;
  const ipv6Addresses = own.ipv6Addresses ?? model.ipv6Addresses;
  return {
    ...own,
    subnets: own.subnets.length > 0 || own.subnetGroups.length > 0 ? own.subnets : model.subnets,
    securityGroups: own.securityGroups.length > 0 ? own.securityGroups : model.securityGroups,
    ...(publicFlag && { publicFlag }),
    ...(ipv6Addresses && { ipv6Addresses }),
  };
}
