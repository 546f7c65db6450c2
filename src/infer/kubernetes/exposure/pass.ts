import { type Fact, known, unknownFact } from '../../../model/fact.js';
import { externalIds } from '../../../model/ids.js';
import { type Location, mergeLocations } from '../../../model/location.js';
import type { Relation } from '../../../model/relation.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import { intersectBoxes, unionBoxes } from '../../network/packets/boxes.js';
import { everyPort } from '../../network/packets/packet-set.js';
import { portRange } from '../../network/packets/ports.js';
import type { Cluster, ClusterObject, Workload } from '../cluster.js';
import type { Findings } from '../findings.js';
import type { NetworkPolicies } from '../network-policy/decide.js';
import type { Exposure } from './exposure.js';
import { gatewayCleartext, gatewayExposure, routeBackends, routeParents } from './gateway.js';
import { encrypts, ingressBackends, ingressExposure } from './ingress.js';
import { backendsOf, serviceExposure, targetPorts } from './service.js';
import { externalFact, publishedFact } from './service-facts.js';

/** How a workload came to be exposed: certain, or only perhaps. */
interface Exposed {
  certain: boolean;
  assumed: boolean;
  because: readonly Location[];
  unknowns: readonly Reason[];
}

/** From the internet through Ingresses, Gateways and Services to pods: relations `reaches` and `fronts`, and the facts of exposure. */
export class ExposurePass {
  private readonly exposedServices = new Map<string, Exposed>();
  readonly exposed = new Map<string, Exposed>();
  /** Stores with a published Service. One behind an Ingress would be spoken to in HTTP, so its port is not reachable. */
  private readonly direct = new Set<string>();

  constructor(
    private readonly cluster: Cluster,
    private readonly policies: NetworkPolicies,
    private readonly out: Findings,
  ) {}

  run(): void {
    for (const ingress of this.cluster.of('ingress')) this.ingress(ingress);
    this.gateways();
    for (const service of this.cluster.of('service')) this.service(service);
    for (const workload of this.cluster.workloads) this.workload(workload);
  }

  private ingress(ingress: ClusterObject): void {
    const exposure = ingressExposure(ingress, this.cluster);
    this.edgeFacts(ingress, exposure);
    this.out.fact(ingress.id, 'surface.cleartext', known(!encrypts(ingress), [ingress.location], cleartextSetBy));
    for (const { name, namespace, at } of ingressBackends(ingress))
      this.forward(ingress, exposure, name, namespace, at);
  }

  private gateways(): void {
    const exposures = new Map<string, Exposure>();
    for (const gateway of this.cluster.of('gateway')) {
      const exposure = gatewayExposure(gateway);
      exposures.set(gateway.id, exposure);
      this.edgeFacts(gateway, exposure);
      this.out.fact(gateway.id, 'surface.cleartext', known(gatewayCleartext(gateway), [gateway.location]));
    }
    for (const route of this.cluster.of('route')) {
      for (const parent of routeParents(route)) {
        const gateway = this.cluster.find('Gateway', parent.namespace, parent.name, route);
        const exposure = gateway && exposures.get(gateway.id);
        if (!gateway || !exposure) continue;
        this.fronts(gateway, route, [parent.at], true);
        for (const { name, namespace, at } of routeBackends(route, this.cluster))
          this.forward(route, exposure, name, namespace, at);
      }
    }
  }

  private forward(edge: ClusterObject, exposure: Exposure, name: string, namespace: string, at: Location): void {
    const service = this.cluster.find('Service', namespace, name, edge);
    if (!service) return;
    this.fronts(edge, service, [at], true);
    if (exposure.truth === 'no') return;
    note(this.exposedServices, service.id, {
      certain: exposure.truth === 'yes',
      assumed: exposure.assumed,
      because: [at, ...exposure.because],
      unknowns: exposure.unknowns,
    });
  }

  private service(service: ClusterObject): void {
    const exposure = serviceExposure(service, this.cluster);
    this.edgeFacts(service, exposure);
    externalFact(service, this.out);
    const viaEdge = this.exposedServices.get(service.id);
    for (const { workload, certain, at } of backendsOf(service, this.cluster)) {
      const gate = this.gate(workload, targetPorts(service, workload), exposure.truth !== 'no');
      if (!gate) continue;
      const sure = certain && gate.certain;
      this.fronts(service, workload, mergeLocations([at], gate.because), sure, gate.unknowns);
      if (viaEdge) this.expose(workload, viaEdge, sure, [at], gate.unknowns);
      if (exposure.truth === 'no') continue;
      const direct = {
        certain: exposure.truth === 'yes',
        assumed: exposure.assumed,
        because: exposure.because,
        unknowns: exposure.unknowns,
      };
      this.expose(workload, direct, sure, [at], gate.unknowns);
      if (workload.store)
        this.publishedStore(
          service,
          workload,
          exposure,
          sure,
          [...exposure.because, at],
          mergeReasons(exposure.unknowns, gate.unknowns),
        );
    }
    publishedFact(service, exposure, this.cluster, this.out);
  }

  /** Whether network policies let traffic from outside (through a load balancer, or an ingress controller's pod) to the pods. */
  private gate(
    workload: Workload,
    ports: readonly number[],
    direct: boolean,
  ): { certain: boolean; because: readonly Location[]; unknowns: readonly Reason[] } | undefined {
    const wanted = ports.length === 0 ? everyPort : unionBoxes(...ports.map((port) => portRange('any', port)));
    const inside = this.policies.decide({ kind: 'some-pod' }, { kind: 'pod', workload });
    const outside = direct
      ? this.policies.decide({ kind: 'address', cidr: '0.0.0.0/0' }, { kind: 'pod', workload })
      : undefined;
    if (outside && intersectBoxes(outside.certain, wanted).length > 0)
      return { certain: true, because: [], unknowns: [] };
    if (intersectBoxes(inside.possible, wanted).length === 0) return undefined;
    // A rule that admits pods of some namespace is there for the controller; from outside directly it may not help.
    if (!direct) return { certain: true, because: [], unknowns: [] };
    const because = outside?.because ?? [];
    return {
      certain: false,
      because,
      unknowns: [
        {
          code: 'controller',
          subject: 'which source address the network policy sees',
          at: because[0] ?? workload.location,
        },
      ],
    };
  }

  private expose(
    workload: Workload,
    via: Exposed,
    certain: boolean,
    at: readonly Location[],
    unknowns: readonly Reason[],
  ): void {
    note(this.exposed, workload.id, {
      certain: via.certain && certain,
      assumed: via.assumed,
      because: mergeLocations(via.because, at),
      unknowns: mergeReasons(via.unknowns, unknowns),
    });
  }

  private publishedStore(
    service: ClusterObject,
    workload: Workload,
    exposure: Exposure,
    sure: boolean,
    because: readonly Location[],
    unknowns: readonly Reason[],
  ): void {
    const certain = sure && exposure.truth === 'yes';
    this.direct.add(workload.id);
    this.out.relation({
      kind: 'reaches',
      from: externalIds.internet,
      to: workload.id,
      certainty: certain ? 'certain' : 'conditional',
      because: mergeLocations(because, [service.location]),
      attrs: { ports: exposure.ports, exposure: exposure.width, via: service.address },
      ...(certain ? {} : { unknowns }),
    });
  }

  private workload(workload: Workload): void {
    const exposed = this.exposed.get(workload.id);
    const hostPort = workload.cluster.pod.ports.find((port) => port.hostPort)?.hostPort;
    const fact = exposed
      ? factOf(exposed)
      : hostPort
        ? unknownFact(
            [{ code: 'external', subject: 'whether the internet gets to the nodes', at: hostPort }],
            [hostPort],
          )
        : known(false, [workload.location]);
    this.out.fact(workload.id, 'kubernetes.exposed', fact);
    this.out.fact(
      workload.id,
      'network.internetReachable',
      workload.store && !this.direct.has(workload.id) ? known(false, [workload.location]) : fact,
    );
  }

  private edgeFacts(edge: ClusterObject, exposure: Exposure): void {
    const { truth, because, unknowns, assumed, width, authentication, ports } = exposure;
    const reachable: Fact =
      truth === 'unknown' ? unknownFact(unknowns, because) : known(truth === 'yes', because, { assumed });
    this.out.fact(edge.id, 'network.internetReachable', reachable);
    if (truth === 'no') {
      this.out.fact(edge.id, 'network.exposure', known('private', because));
      return;
    }
    this.out.fact(edge.id, 'network.exposure', known(width, because));
    this.out.fact(edge.id, 'network.internetPorts', known([...ports].sort(), because));
    if (authentication !== 'unknown') this.out.fact(edge.id, 'surface.authentication', known(authentication, because));
    const certain = truth === 'yes' && edge.exists.truth === 'yes';
    this.out.relation({
      kind: 'reaches',
      from: externalIds.internet,
      to: edge.id,
      certainty: certain ? 'certain' : 'conditional',
      because,
      attrs: { ports, exposure: width, authentication },
      ...(certain ? {} : { unknowns: mergeReasons(unknowns, edge.exists.unknowns) }),
    });
  }

  private fronts(
    from: ClusterObject,
    to: ClusterObject,
    because: readonly Location[],
    certain: boolean,
    unknowns: readonly Reason[] = [],
  ): void {
    const relation: Relation = {
      kind: 'fronts',
      from: from.id,
      to: to.id,
      certainty: certain ? 'certain' : 'conditional',
      grade: 'declared',
      because,
      ...(certain ? {} : { unknowns }),
    };
    this.out.relation(relation);
  }
}

const cleartextSetBy = { setBy: { kubernetes: 'spec.tls', terraform: 'spec.tls' } } as const;

const factOf = ({ certain, assumed, because, unknowns }: Exposed): Fact =>
  certain ? known(true, because, { assumed }) : unknownFact(unknowns, because);

/** The most certain way counts. */
function note(map: Map<string, Exposed>, id: string, exposed: Exposed): void {
  const present = map.get(id);
  if (!present || (!present.certain && exposed.certain)) map.set(id, exposed);
}
