import type { Location } from '../../model/location.js';
import type { Resource } from '../../model/resource.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import type { Inventory, Networked, VpcKey } from './inventory.js';
import { allAddresses } from './packets/packet-set.js';
import { type OwnedRoute, publicPart, readRoutes, regionOf } from './route.js';
import type { Subnet } from './subnet.js';

/** The routes that hold for a subnet, and why those. */
export interface SubnetRoutes {
  readonly routes: readonly OwnedRoute[];
  /** The association that chose the table, or the places that make it the main one. */
  readonly because: readonly Location[];
  readonly tables: readonly string[];
}

export type Tier = 'public' | 'private-egress' | 'isolated' | 'unknown';

/** Chooses route tables as AWS does (spec/C4): the explicitly associated one, else the main one of the VPC. */
export class RouteTables {
  private readonly bySubnet = new Map<string, Choice[]>();
  /** VPC key -> tables that are made its main one. */
  private readonly mains = new Map<string, { readonly table: Networked<'route-table'>; readonly at: Location }[]>();
  /** VPCs with a route table at their gateway, which sends what comes in to a firewall first. */
  private readonly inspected = new Set<string>();
  private readonly routesOf = new Map<string, SubnetRoutes>();
  private readonly tableRoutes = new Map<string, readonly OwnedRoute[]>();

  constructor(private readonly inventory: Inventory) {
    for (const table of inventory.all('route-table')) {
      if (table.facet.main) {
        const { key } = inventory.vpcOf(table.resource);
        this.mains.set(key, [...(this.mains.get(key) ?? []), { table, at: table.facet.main }]);
      }
      for (const { subnet, gateway, at } of table.facet.associations) {
        this.associate(table, subnet, at);
        if (gateway) this.inspected.add(inventory.vpcOf(table.resource).key);
      }
    }
  }

  private associate(table: Networked<'route-table'>, subnet: Value | undefined, at: Location): void {
    if (subnet === undefined) return;
    for (const { id, doubts } of this.inventory.named([subnet], table.resource).named) {
      const choices = this.bySubnet.get(id) ?? [];
      choices.push({ table: table.resource, at, doubts });
      this.bySubnet.set(id, choices);
    }
  }

  of(subnet: Subnet): SubnetRoutes {
    const present = this.routesOf.get(subnet.id);
    if (present) return present;
    const routes = this.find(subnet);
    this.routesOf.set(subnet.id, routes);
    return routes;
  }

  private find(subnet: Subnet): SubnetRoutes {
    const explicit = this.bySubnet.get(subnet.id) ?? [];
    const certain = explicit.filter(({ doubts }) => doubts.length === 0);
    // A subnet has one association; the last one written is what AWS ends with.
    const last = certain.at(-1);
    if (last) return this.view([last], subnet);
    if (explicit.length > 0) return join(this.view(explicit, subnet), doubted(this.mainOf(subnet), explicit));
    return this.mainOf(subnet);
  }

  private mainOf(subnet: Subnet): SubnetRoutes {
    const mains = this.mains.get(subnet.vpc.key) ?? [];
    // An association replaces the table that the VPC came with, so it beats an adopted default table.
    const main = mains.find(({ table, at }) => at !== table.resource.location) ?? mains[0];
    if (main) return this.view([{ table: main.table.resource, at: main.at, doubts: [] }], subnet);
    if (subnet.vpc.isDefault) return { routes: [defaultVpcRoute], because: [], tables: [] };
    const vpc = subnet.vpc.id === undefined ? undefined : this.inventory.graph.resource(subnet.vpc.id);
    if (vpc?.managed && subnet.declared) return { routes: [], because: [vpc.location], tables: [] };
    const reasons = mergeReasons(subnet.reasons, subnet.vpc.reasons, vpc ? [outside(vpc)] : []);
    return { routes: unknownRoutes(reasons), because: [], tables: [] };
  }

  private view(choices: readonly Choice[], subnet: Subnet): SubnetRoutes {
    return {
      routes: choices.flatMap(({ table, doubts }) =>
        this.read(table, subnet.vpc).map((route) =>
          doubts.length === 0 ? route : { ...route, doubts: mergeReasons(route.doubts, doubts) },
        ),
      ),
      because: choices.map(({ at }) => at),
      tables: choices.map(({ table }) => table.id),
    };
  }

  private read(table: Resource, vpc: VpcKey): readonly OwnedRoute[] {
    const key = `${table.id} ${vpc.key}`;
    const present = this.tableRoutes.get(key);
    if (present) return present;
    const facet = this.inventory.get(table.id, 'route-table')?.facet;
    const routes =
      !table.managed && facet?.routes.length === 0
        ? unknownRoutes([{ code: 'data', subject: table.address, at: table.location }])
        : readRoutes(this.inventory, table, facet?.routes ?? [], vpc);
    this.tableRoutes.set(key, routes);
    return routes;
  }

  /** True when the gateway of the subnet's VPC has routes of its own (VPC User Guide, "Gateway route tables"). */
  hasIngressRouting(subnet: Subnet): boolean {
    return this.inspected.has(subnet.vpc.key);
  }

  /** Semantic, from routes alone; a name never counts (spec/F). */
  tierOf(subnet: Subnet): Tier {
    const { routes } = this.of(subnet);
    const inbound = ([4, 6] as const).map((family) => {
      const region = regionOf(routes, family, ['internet']);
      return { must: publicPart(region.must, family).length > 0, may: publicPart(region.may, family).length > 0 };
    });
    if (inbound.some(({ must }) => must)) return 'public';
    if (inbound.some(({ may }) => may)) return 'unknown';
    const leaves = routes.some(
      ({ target, region, family }) => egressTargets.has(target) && publicPart(region, family).length > 0,
    );
    return leaves ? 'private-egress' : 'isolated';
  }
}

const egressTargets: ReadonlySet<string> = new Set(['nat', 'transit', 'vpn', 'endpoint', 'interface', 'egress-only']);

interface Choice {
  readonly table: Resource;
  readonly at: Location;
  readonly doubts: readonly Reason[];
}

/** The main table of a default VPC leads to its internet gateway (VPC User Guide, "Default VPC components"). */
const defaultVpcRoute: OwnedRoute = {
  family: 4,
  region: allAddresses[4],
  target: 'internet',
  doubts: [],
  assumed: true,
};

const unknownRoutes = (doubts: readonly Reason[]): OwnedRoute[] =>
  ([4, 6] as const).map((family) => ({ family, region: allAddresses[family], target: 'unknown' as const, doubts }));

const outside = (vpc: Resource): Reason => ({
  code: 'external',
  subject: `main route table of ${vpc.address}`,
  at: vpc.location,
});

const join = (a: SubnetRoutes, b: SubnetRoutes): SubnetRoutes => ({
  routes: [...a.routes, ...b.routes],
  because: [...a.because, ...b.because],
  tables: [...a.tables, ...b.tables],
});

const doubted = (view: SubnetRoutes, choices: readonly Choice[]): SubnetRoutes => {
  const doubts = mergeReasons(...choices.map((choice) => choice.doubts));
  return { ...view, routes: view.routes.map((route) => ({ ...route, doubts: mergeReasons(route.doubts, doubts) })) };
};
