import { connect } from './connection.js';
import type { EndpointClass } from './endpoint-class.js';
import type { NetworkRules } from './inbound.js';
import type { Inventory } from './inventory.js';
import type { ClassReach } from './network-model.js';
import { boxesKey } from './packets/boxes.js';
import type { PortSet } from './packets/packet-set.js';
import { formatPorts } from './packets/ports.js';
import type { SecurityGroup } from './security-group.js';

/**
 * Finds the classes that a class may connect to by what their rules name: groups that reference one of its groups, and
 * groups with rules for addresses, in its own VPC or one that is joined to it. No matrix of pairs is built (spec/C9).
 */
export class ClassIndex {
  private readonly byId = new Map<string, EndpointClass>();
  /** Group -> groups with an ingress rule that references it. */
  private readonly referencedBy = new Map<string, Set<string>>();
  /** Group -> classes that carry it. */
  private readonly carriers = new Map<string, EndpointClass[]>();
  /** VPC -> classes with a group that has rules for addresses, or without any filter. */
  private readonly addressed = new Map<string, EndpointClass[]>();
  /** Scope -> VPCs that only a value names, and all VPCs. */
  private readonly vague = new Map<string, Set<string>>();
  private readonly inScope = new Map<string, Set<string>>();
  private readonly joins: VpcJoins;
  private readonly texts = new Map<string, readonly string[]>();
  private readonly known = new Map<string, readonly ClassReach[]>();

  constructor(
    private readonly rules: NetworkRules,
    classes: readonly EndpointClass[],
  ) {
    this.joins = new VpcJoins(rules.inventory);
    const indexed = new Set<string>();
    for (const one of classes) {
      this.byId.set(one.id, one);
      let addressed = one.placement.unfiltered;
      for (const { group } of one.placement.groups) {
        push(this.carriers, group.id, one);
        if (!indexed.has(group.id)) this.indexGroup(group);
        indexed.add(group.id);
        addressed ||= group.ingress.some(({ sources }) => sources.some(({ kind }) => kind !== 'group'));
      }
      this.indexVpcs(one, addressed);
    }
  }

  private indexGroup(group: SecurityGroup): void {
    for (const { sources } of group.ingress) {
      for (const source of sources) {
        if (source.kind !== 'group') continue;
        add(this.referencedBy, source.id, group.id);
      }
    }
  }

  private indexVpcs(one: EndpointClass, addressed: boolean): void {
    const { placement } = one;
    for (const key of new Set(placement.attachments.map(({ subnet }) => subnet.vpc.key))) {
      if (addressed) push(this.addressed, key, one);
    }
    for (const { subnet } of placement.attachments) {
      add(this.inScope, subnet.scope, subnet.vpc.key);
      if (!subnet.vpc.known) add(this.vague, subnet.scope, subnet.vpc.key);
    }
  }

  reachOf(classId: string): readonly ClassReach[] {
    const present = this.known.get(classId);
    if (present) return present;
    const one = this.byId.get(classId);
    const reached = one ? this.candidates(one).flatMap((other) => this.between(one, other)) : [];
    this.known.set(classId, reached);
    return reached;
  }

  /** The same few port sets come back for many pairs. */
  private printed(ports: PortSet): readonly string[] {
    const key = boxesKey(ports);
    const present = this.texts.get(key) ?? formatPorts(ports);
    this.texts.set(key, present);
    return present;
  }

  /** Also the other members of its own class, when they reach each other. */
  neighbours(id: string, one: EndpointClass | undefined): readonly string[] {
    if (!one) return [];
    const members = this.reachOf(one.id).flatMap(({ to }) => this.byId.get(to)?.members ?? []);
    return members.filter((member) => member !== id).sort();
  }

  private between(from: EndpointClass, to: EndpointClass): ClassReach[] {
    const { truth, ports, because } = connect(this.rules, from.placement, to.placement);
    if (truth === 'no') return [];
    return [{ to: to.id, ports: this.printed(ports), certainty: truth === 'yes' ? 'certain' : 'conditional', because }];
  }

  private candidates(one: EndpointClass): EndpointClass[] {
    const found = new Set<EndpointClass>();
    for (const { group } of one.placement.groups) {
      for (const referring of this.referencedBy.get(group.id) ?? []) {
        for (const carrier of this.carriers.get(referring) ?? []) found.add(carrier);
      }
    }
    for (const key of this.candidateVpcs(one)) for (const other of this.addressed.get(key) ?? []) found.add(other);
    return [...found].sort((a, b) => (a.members[0]! < b.members[0]! ? -1 : 1));
  }

  /** Its own VPC, those joined to it, and in its own stack those that only a value names: they may be the same one. */
  private candidateVpcs(one: EndpointClass): Set<string> {
    const keys = new Set<string>();
    for (const { subnet } of one.placement.attachments) {
      keys.add(subnet.vpc.key);
      for (const key of this.joins.of(subnet.vpc.key)) keys.add(key);
      const beside = subnet.vpc.known ? this.vague.get(subnet.scope) : this.inScope.get(subnet.scope);
      for (const key of beside ?? []) keys.add(key);
    }
    return keys;
  }
}

function push<T>(index: Map<string, T[]>, key: string, item: T): void {
  const present = index.get(key);
  if (present) present.push(item);
  else index.set(key, [item]);
}

function add(index: Map<string, Set<string>>, key: string, item: string): void {
  const present = index.get(key);
  if (present) present.add(item);
  else index.set(key, new Set([item]));
}

/** Which VPCs a peering connection or a transit gateway joins; routes decide later whether packets use it. */
class VpcJoins {
  private readonly peers = new Map<string, Set<string>>();
  /** VPC -> transit gateways, and back. */
  private readonly hubs = new Map<string, Set<string>>();
  private readonly spokes = new Map<string, Set<string>>();

  constructor(inventory: Inventory) {
    for (const { resource, facet } of inventory.all('peering')) {
      const [a, b] = [facet.requester, facet.accepter].map((end) => inventory.vpcNamed(end, resource).key);
      add(this.peers, a!, b!);
      add(this.peers, b!, a!);
    }
    for (const { resource, facet } of inventory.all('transit-attachment')) {
      const { key } = inventory.vpcOf(resource);
      for (const { id } of facet.gateway ? inventory.named([facet.gateway], resource).named : []) {
        add(this.hubs, key, id);
        add(this.spokes, id, key);
      }
    }
  }

  of(vpc: string): readonly string[] {
    const hubs = [...(this.hubs.get(vpc) ?? [])];
    return [...(this.peers.get(vpc) ?? []), ...hubs.flatMap((hub) => [...(this.spokes.get(hub) ?? [])])];
  }
}
