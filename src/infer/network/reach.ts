import { externalIds } from '../../model/ids.js';
import { mergeLocations } from '../../model/location.js';
import type { Resource } from '../../model/resource.js';
import type { Truth } from '../../model/tri.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { ResourceGraph } from '../../graph/types.js';
import type { PrivateLinks } from './private-link.js';
import { answerOfConnection, answerOfInbound, best, chain, declaredHop, refused } from './answer.js';
import { type Connection, connect, groupStep, networkOf, verdict } from './connection.js';
import { outboundToInternet } from './egress.js';
import type { Placement } from './endpoint.js';
import { type Forwarding, forwardersTo } from './forwarding.js';
import { addressable, addressEvidence, inboundFromInternet, type Inbound, type NetworkRules } from './inbound.js';
import type { ReachAnswer } from './network-model.js';
import { formatPorts, portRange } from './packets/ports.js';
import { intersectBoxes } from './packets/boxes.js';
import { everyPort, type PortSet } from './packets/packet-set.js';
import { cloudFrontPeer, throughBalancer } from './proxy.js';

/** How far a chain of proxies is followed. */
const maxProxies = 5;

/** Answers questions about single pairs. Direct answers about the internet are kept by class. */
export class Reach {
  constructor(
    private readonly rules: NetworkRules,
    private readonly placementOf: (id: string) => Placement | undefined,
    private readonly inboundOf: (id: string) => Inbound | undefined,
    private readonly links: PrivateLinks,
    private readonly connectionOf: (from: Placement, to: Placement) => Connection,
  ) {}

  /** At its own address or surface only. */
  fromInternet(id: string, wanted: PortSet = everyPort): ReachAnswer {
    const resource = this.rules.inventory.graph.resource(id);
    if (!resource) return refused(['There is no such resource.']);
    const surface = surfaceAnswer(this.rules.inventory.graph, resource);
    if (surface) return surface;
    const placement = this.placementOf(id);
    if (!placement) return this.throughContainer(resource, wanted);
    const inbound = wanted === everyPort ? this.inboundOf(id) : undefined;
    return answerOfInbound(inbound ?? withAddresses(placement, inboundFromInternet(this.rules, placement, wanted)), id);
  }

  /** A method or a route answers where the API that contains it answers. */
  private throughContainer(resource: Resource, wanted: PortSet): ReachAnswer {
    const { graph } = this.rules.inventory;
    const containers = graph.incoming(resource.id, 'contains').filter(({ from }) => graph.resource(from)?.surface);
    if (containers.length === 0) return refused(['It has no network interface and no public surface.']);
    return best(containers.map(({ from }) => this.fromInternet(from, wanted)));
  }

  reach(from: string, to: string, wanted: PortSet): ReachAnswer {
    if (from === to) return refused(['It is the same resource.']);
    if (to === externalIds.internet) return this.toInternet(from, wanted);
    return this.search(from, to, wanted, maxProxies, new Set([to]));
  }

  private search(from: string, to: string, wanted: PortSet, depth: number, seen: ReadonlySet<string>): ReachAnswer {
    const direct = this.direct(from, to, wanted);
    if (direct.truth === 'yes' || depth === 0) return direct;
    const indirect = forwardersTo(this.rules.inventory.graph, this.links, to)
      .filter((step) => !seen.has(step.from))
      .map((step) => {
        if (step.from === from) return this.forward(step, wanted, from);
        const first = this.search(from, step.from, everyPort, depth - 1, new Set([...seen, step.from]));
        return first.truth === 'no' ? first : chain(first, this.forward(step, wanted, from));
      });
    const found = best([direct, ...indirect]);
    return found.truth === 'no' ? direct : found;
  }

  private direct(from: string, to: string, wanted: PortSet): ReachAnswer {
    if (from === externalIds.internet) return this.fromInternet(to, wanted);
    const [a, b] = [this.placementOf(from), this.placementOf(to)];
    if (a && b) {
      const connection = answerOfConnection(
        wanted === everyPort ? this.connectionOf(a, b) : connect(this.rules, a, b, wanted),
        from,
        to,
      );
      return connection.truth === 'yes' ? connection : best([connection, this.overInternet(from, to, wanted)]);
    }
    return this.overInternet(from, to, wanted);
  }

  /** Out to the internet and in again at a public address, where group references do not hold (spec/C7). */
  private overInternet(from: string, to: string, wanted: PortSet): ReachAnswer {
    const into = this.fromInternet(to, wanted);
    if (into.truth === 'no') return into;
    const out = this.toInternet(from, everyPort);
    if (out.truth === 'no') return out;
    const truth: Truth = out.truth === 'yes' && into.truth === 'yes' ? 'yes' : 'unknown';
    return {
      ...into,
      truth,
      hops: into.hops.map((hop) => ({ ...hop, from })),
      because: [...out.because, ...into.because],
      unknowns: truth === 'unknown' ? mergeReasons(out.unknowns, into.unknowns) : [],
    };
  }

  private toInternet(from: string, wanted: PortSet): ReachAnswer {
    const placement = this.placementOf(from);
    const to = externalIds.internet;
    // What is not in a VPC runs where AWS lets it talk to the internet.
    if (!placement) return declaredHop(from, to, 'yes', []);
    const outbound = outboundToInternet(this.rules, placement, wanted);
    const ports = formatPorts(outbound.ports);
    const answer = declaredHop(from, to, outbound.truth, outbound.because, outbound.unknowns, ports);
    return outbound.truth === 'no' ? { ...answer, hops: [] } : answer;
  }

  /** One step from a proxy to what it forwards to: the proxy opens a new connection of its own (spec/C9). */
  private forward(step: Forwarding, wanted: PortSet, client: string): ReachAnswer {
    const proxy = this.rules.inventory.graph.resource(step.from);
    const target = this.placementOf(step.to);
    const ports = intersectBoxes(wanted, targetPorts(step));
    const answer = this.hop(step, proxy, target, ports, client);
    if (answer.truth !== 'yes' || step.doubts.length === 0) return answer;
    return { ...answer, truth: 'unknown', unknowns: mergeReasons(answer.unknowns, step.doubts) };
  }

  private hop(
    step: Forwarding,
    proxy: Resource | undefined,
    target: Placement | undefined,
    ports: PortSet,
    client: string,
  ): ReachAnswer {
    const { from, to, because } = step;
    if (!target) return declaredHop(from, to, 'yes', because);
    // PrivateLink carries the connection into the other VPC, past its routes and groups.
    if (proxy?.network?.part === 'vpc-endpoint') return declaredHop(from, to, 'yes', because, [], formatPorts(ports));
    const own = this.placementOf(from);
    if (own) {
      const fromInternet = client === externalIds.internet;
      const answer = answerOfConnection(throughBalancer(this.rules, own, target, step, ports, fromInternet), from, to);
      return { ...answer, because: [...because, ...answer.because] };
    }
    if (proxy?.kind !== 'edge/cdn') return declaredHop(from, to, 'yes', because, [], formatPorts(ports));
    return this.fromCdn(step, target, ports);
  }

  /** A distribution comes from CloudFront's addresses, which are those of every other customer too. */
  private fromCdn(step: Forwarding, target: Placement, ports: PortSet): ReachAnswer {
    const { graph } = this.rules.inventory;
    const origin =
      step.attrs['vpcOrigin'] === true || step.through.some((id) => graph.resource(id)?.type.includes('vpc-origin'));
    const access: Truth = origin ? 'yes' : addressable(this.rules, target);
    if (access === 'no') return refused();
    const peers = target.attachments.map((attachment) =>
      cloudFrontPeer(attachment, networkOf(this.rules, attachment), origin),
    );
    const connections = peers.map((peer) =>
      verdict(
        [groupStep(target, 'ingress', peer), { kind: 'port', ...target.listens, because: [], blocks: [] }],
        ports,
      ),
    );
    const answers = connections.map((connection) => answerOfConnection(connection, step.from, step.to));
    const found = best(answers);
    return {
      ...found,
      truth: found.truth === 'yes' && access === 'unknown' ? 'unknown' : found.truth,
      because: [...step.because, ...found.because],
    };
  }
}

const withAddresses = (placement: Placement, inbound: Inbound): Inbound =>
  inbound.truth === 'no'
    ? inbound
    : { ...inbound, because: mergeLocations(inbound.because, addressEvidence(placement, inbound)) };

/** The port that a proxy opens at its target, when the code says so. */
function targetPorts({ attrs }: Forwarding): PortSet {
  const port = attrs['targetPort'];
  if (typeof port !== 'number' || port < 0 || port > 65535) return everyPort;
  const protocol = String(attrs['protocol'] ?? 'tcp');
  return portRange(protocol === 'udp' ? 'udp' : protocol === 'tcp_udp' ? 'any' : 'tcp', port);
}

/** What the nature of a surface says (spec/C11); undefined when its endpoint decides. */
export function surfaceAnswer(graph: ResourceGraph, resource: Resource): ReachAnswer | undefined {
  const { surface } = resource;
  if (!surface || surface.internet === 'by-endpoint') return undefined;
  if (surface.internet === 'no') return resource.network?.part === 'endpoint' ? undefined : refused();
  const wide = graph.fact(resource.id, 'surface.internetWideSource');
  if (wide?.state === 'known' && wide.value === false) {
    return { ...refused(['Only named addresses on the internet get in.']), exposure: 'narrow' };
  }
  const unknowns: Reason[] = [
    ...(surface.internet === 'unknown'
      ? [{ code: 'account' as const, subject: `endpoint of ${resource.address}` }]
      : []),
    ...(wide?.state === 'unknown' ? wide.reasons : []),
  ];
  const truth: Truth = unknowns.length > 0 ? 'unknown' : 'yes';
  const because = mergeLocations(surface.because, wide?.because ?? []);
  return { ...declaredHop(externalIds.internet, resource.id, truth, because, unknowns), exposure: 'internet-wide' };
}
