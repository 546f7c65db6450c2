import { type Location, mergeLocations } from '../../../model/location.js';
import type { Truth } from '../../../model/tri.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import { intersectBoxes, noBoxes, subtractBoxes, unionBoxes } from '../../network/packets/boxes.js';
import { everyPort, type PortSet } from '../../network/packets/packet-set.js';
import { portRange, protocolPorts, single } from '../../network/packets/ports.js';
import type { Cluster, Workload } from '../cluster.js';
import { fieldAt, scalarText } from '../../../model/cluster.js';
import { matches } from '../selector.js';
import { admits, type Endpoint } from './endpoint.js';
import { type Direction, type NetworkPolicy, type PortSpec, type Rule, readNetworkPolicy } from './read.js';
import { concerns, speaksOf, type TierRule, tierRules } from './tiers.js';

/** What network policies let through, as exact sets of protocols and ports. */
export interface Verdict {
  /** Ports that are surely open. */
  readonly certain: PortSet;
  /** Ports that may be open; holds all of `certain`. */
  readonly possible: PortSet;
  /** Rules that admit, or the policies that refuse. */
  readonly because: readonly Location[];
  readonly unknowns: readonly Reason[];
}

const open: Verdict = { certain: everyPort, possible: everyPort, because: [], unknowns: [] };

/** Decides connections by the network policies of a cluster (spec/E2). Policies are found by namespace, so the work stays linear. */
export class NetworkPolicies {
  /** By namespace and the first label that a policy asks for (or none), so that a pod looks at few of them. */
  private readonly bySelector = new Map<string, NetworkPolicy[]>();
  private readonly tiers: readonly TierRule[];
  private readonly selected = new Map<string, readonly { policy: NetworkPolicy; truth: Truth }[]>();

  constructor(
    private readonly cluster: Cluster,
    /** Not empty: whether any policy is enforced at all is not known (the network plug-in). */
    private readonly enforcement: readonly Reason[] = [],
  ) {
    for (const object of cluster.of('network-policy')) {
      const policy = readNetworkPolicy(object);
      const [first] = policy.pods.requirements;
      const labels = first?.operator === 'in' ? first.values.map((value) => `${first.key}=${value}`) : [''];
      for (const label of labels) this.file(`${policy.namespace} ${label}`, policy);
    }
    this.tiers = tierRules(cluster);
  }

  private file(key: string, policy: NetworkPolicy): void {
    const present = this.bySelector.get(key);
    if (present) present.push(policy);
    else this.bySelector.set(key, [policy]);
  }

  /** Policies of the namespace that ask for one of the pod's labels, or for none by value. */
  private candidates({ cluster: { namespace, pod } }: Workload): readonly NetworkPolicy[] {
    const keys = ['', ...[...pod.labels].map(([key, value]) => `${key}=${value}`)];
    return keys.flatMap((key) => this.bySelector.get(`${namespace} ${key}`) ?? []);
  }

  /** Policies of a direction that select the workload. */
  isolating(
    workload: Workload,
    direction: Direction,
  ): readonly { readonly policy: NetworkPolicy; readonly truth: Truth }[] {
    const key = `${direction} ${workload.id}`;
    const known = this.selected.get(key);
    if (known) return known;
    const found = this.candidates(workload).flatMap((policy) => {
      if (!policy.directions.has(direction) || !sameScope(policy, workload)) return [];
      const truth = matches(policy.pods, workload.cluster.pod.labels);
      return truth === 'no' ? [] : [{ policy, truth }];
    });
    this.selected.set(key, found);
    return found;
  }

  /** Which ports of `to` a connection from `from` can be opened to: the source's egress and the destination's ingress must both allow. */
  decide(from: Endpoint, to: Endpoint): Verdict {
    if (from.kind === 'pod' && to.kind === 'pod' && from.workload.id === to.workload.id) return open;
    const out = from.kind === 'pod' ? this.side(from.workload, to, 'egress', to) : open;
    const into = to.kind === 'pod' ? this.side(to.workload, from, 'ingress', to) : open;
    return {
      certain: intersectBoxes(out.certain, into.certain),
      possible: intersectBoxes(out.possible, into.possible),
      because: mergeLocations(into.because, out.because),
      unknowns: mergeReasons(into.unknowns, out.unknowns),
    };
  }

  /** One direction at one workload. `target` is the end whose container ports give names their numbers. */
  private side(workload: Workload, far: Endpoint, direction: Direction, target: Endpoint): Verdict {
    const policies = this.isolating(workload, direction);
    const own = this.byPolicies(policies, workload, far, direction, target);
    const verdict =
      this.tiers.length === 0 ? own : this.byTiers(own, policies.length > 0, workload, far, direction, target);
    if (!isHostNetwork(workload) && this.enforcement.length === 0) return verdict;
    if (verdict === open) return open;
    // Policies on pods in the node's network are not defined by the API, and usually ignored.
    const reasons: readonly Reason[] = isHostNetwork(workload)
      ? [{ code: 'controller', subject: 'whether network policies hold for hostNetwork pods', at: workload.location }]
      : this.enforcement;
    return { ...verdict, possible: everyPort, unknowns: mergeReasons(verdict.unknowns, reasons) };
  }

  private byPolicies(
    policies: readonly { readonly policy: NetworkPolicy; readonly truth: Truth }[],
    workload: Workload,
    far: Endpoint,
    direction: Direction,
    target: Endpoint,
  ): Verdict {
    if (policies.length === 0) return open;
    const sets = policies.flatMap(({ policy, truth }) =>
      policy.rules[direction].map((rule) => ({ rule, selects: truth, ...this.ruleSets(rule, policy, far, target) })),
    );
    const isolated = policies.some(({ truth }) => truth === 'yes');
    const used = sets.filter(({ possible }) => possible.length > 0);
    const admitted = unionBoxes(...sets.filter(({ selects }) => selects === 'yes').map(({ certain }) => certain));
    return {
      certain: admitted,
      possible: isolated ? unionBoxes(...sets.map(({ possible }) => possible)) : everyPort,
      because: used.length > 0 ? used.map(({ rule }) => rule.at) : policies.map(({ policy }) => policy.object.location),
      unknowns: mergeReasons(
        ...sets.map(({ unknowns }) => unknowns),
        ...policies.map(({ policy }) => policy.pods.unknowns),
        far.kind === 'pod' || far.kind === 'some-pod' ? unsureOf(sets, workload) : [],
      ),
    };
  }

  private ruleSets(
    rule: Rule,
    policy: NetworkPolicy,
    far: Endpoint,
    target: Endpoint,
  ): { certain: PortSet; possible: PortSet; unknowns: readonly Reason[] } {
    const truths = rule.peers?.map((peer) => admits(peer, far, policy.namespace, this.cluster)) ?? ['yes' as const];
    const truth: Truth = truths.includes('yes') ? 'yes' : truths.includes('unknown') ? 'unknown' : 'no';
    if (truth === 'no') return { certain: noBoxes, possible: noBoxes, unknowns: [] };
    const ports = portSets(rule.ports, target);
    const sure = truth === 'yes' && rule.unknowns.length === 0;
    return { certain: sure ? ports.certain : noBoxes, possible: ports.possible, unknowns: rule.unknowns };
  }

  /** Admin rules first, each deciding what those before it left; then the namespace's own policies; then the baseline. */
  private byTiers(
    own: Verdict,
    isolated: boolean,
    workload: Workload,
    far: Endpoint,
    direction: Direction,
    target: Endpoint,
  ): Verdict {
    let rest = everyPort;
    let passed: PortSet = noBoxes;
    let allowed: PortSet = noBoxes;
    const unknowns: Reason[] = [];
    const because: Location[] = [];
    const run = (tier: TierRule['tier']): void => {
      for (const rule of this.tiers) {
        if (rule.tier !== tier || rule.direction !== direction) continue;
        const about = concerns(rule, workload, this.cluster);
        const speaks = speaksOf(rule, far, this.cluster);
        if (about === 'no' || speaks === 'no') continue;
        const place = rule.value.at ?? rule.policy.location;
        if (about === 'unknown' || speaks === 'unknown') {
          unknowns.push({ code: 'external', subject: `whether ${rule.policy.address} applies`, at: place });
          continue;
        }
        const hit = intersectBoxes(rest, portSets(rule.ports, target).certain);
        if (hit.length === 0) continue;
        because.push(place);
        rest = subtractBoxes(rest, hit);
        if (rule.action === 'allow') allowed = unionBoxes(allowed, hit);
        if (rule.action === 'pass') passed = unionBoxes(passed, hit);
      }
    };
    run('admin');
    rest = unionBoxes(rest, passed);
    if (isolated) {
      return {
        certain: unionBoxes(allowed, intersectBoxes(rest, own.certain)),
        possible: unknowns.length > 0 ? everyPort : unionBoxes(allowed, intersectBoxes(rest, own.possible)),
        because: mergeLocations(because, own.because),
        unknowns: mergeReasons(unknowns, own.unknowns),
      };
    }
    run('baseline');
    const certain = unionBoxes(allowed, rest);
    return {
      certain: unknowns.length > 0 ? noBoxes : certain,
      possible: unknowns.length > 0 ? everyPort : certain,
      because,
      unknowns,
    };
  }
}

const isHostNetwork = (workload: Workload): boolean =>
  scalarText(fieldAt(workload.cluster.pod.spec, 'hostNetwork')) === 'true';

const sameScope = (policy: NetworkPolicy, workload: Workload): boolean =>
  policy.object.scope === workload.scope ||
  policy.object.scope === '' ||
  workload.scope === '' ||
  policy.object.dialect !== workload.dialect;

function unsureOf(
  sets: readonly { readonly rule: Rule; readonly certain: PortSet; readonly possible: PortSet }[],
  workload: Workload,
): readonly Reason[] {
  const unsure = sets.find(({ certain, possible }) => possible.length > 0 && certain.length === 0);
  return unsure
    ? [
        {
          code: 'controller',
          subject: `whether a network policy of ${workload.cluster.namespace} admits it`,
          at: unsure.rule.at,
        },
      ]
    : [];
}

/** Ports of a rule; names stand for the numbers that the destination's containers give them. */
function portSets(
  specs: readonly PortSpec[] | undefined,
  target: Endpoint,
): { readonly certain: PortSet; readonly possible: PortSet } {
  if (specs === undefined) return { certain: everyPort, possible: everyPort };
  const certain = specs.flatMap((spec) => (spec.unknowns.length > 0 ? [] : [portSet(spec, target)]));
  const possible = specs.map((spec) => (spec.unknowns.length > 0 ? everyPort : portSet(spec, target)));
  return { certain: unionBoxes(...certain), possible: unionBoxes(...possible) };
}

function portSet({ protocol, port, endPort }: PortSpec, target: Endpoint): PortSet {
  if (typeof port === 'string') {
    const named = target.kind === 'pod' ? target.workload.cluster.pod.ports : [];
    return unionBoxes(
      ...named
        .filter((one) => one.name === port && one.protocol === protocol)
        .map((one) => range(protocol, one.port, one.port)),
    );
  }
  return port === undefined ? range(protocol, 0, 65535) : range(protocol, port, Math.max(port, endPort ?? port));
}

const sctp = 132;
const range = (protocol: PortSpec['protocol'], from: number, to: number): PortSet =>
  protocol === 'sctp' ? protocolPorts(single(sctp), [[from, to + 1]]) : portRange(protocol, from, to);
