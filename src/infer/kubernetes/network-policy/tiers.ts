import { fieldAt, listItems, scalarText } from '../../../model/cluster.js';
import type { Truth } from '../../../model/tri.js';
import { andTruth } from '../../../model/tri.js';
import type { Value } from '../../../model/value.js';
import type { Cluster, ClusterObject, Workload } from '../cluster.js';
import { matches, readSelector } from '../selector.js';
import { admits, type Endpoint } from './endpoint.js';
import type { Direction, PortSpec } from './read.js';

/** A rule of an AdminNetworkPolicy, BaselineAdminNetworkPolicy or ClusterNetworkPolicy. */
export interface TierRule {
  readonly policy: ClusterObject;
  readonly tier: 'admin' | 'baseline';
  readonly priority: number;
  readonly action: 'allow' | 'deny' | 'pass';
  readonly value: Value;
  readonly direction: Direction;
  readonly ports: readonly PortSpec[] | undefined;
}

/** All rules of the cluster-wide tiers in the order in which they are asked (policy.networking.k8s.io). */
export function tierRules(cluster: Cluster): readonly TierRule[] {
  return cluster
    .of('admin-network-policy')
    .flatMap((policy) => rulesOf(policy))
    .sort((a, b) => a.priority - b.priority);
}

function rulesOf(policy: ClusterObject): readonly TierRule[] {
  const spec = fieldAt(policy.cluster.object, 'spec');
  const baseline =
    policy.cluster.kind === 'BaselineAdminNetworkPolicy' || scalarText(fieldAt(spec, 'tier')) === 'Baseline';
  const priority = Number(scalarText(fieldAt(spec, 'priority')) ?? 1000);
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    listItems(fieldAt(spec, direction)).flatMap((value): TierRule[] => {
      const action = scalarText(fieldAt(value, 'action'))?.toLowerCase();
      const known = action === 'accept' ? 'allow' : action;
      if (known !== 'allow' && known !== 'deny' && known !== 'pass') return [];
      return [
        {
          policy,
          tier: baseline ? 'baseline' : 'admin',
          priority,
          action: known,
          value,
          direction,
          ports: portsOf(value),
        },
      ];
    }),
  );
}

function portsOf(rule: Value): readonly PortSpec[] | undefined {
  const items = [...listItems(fieldAt(rule, 'ports')), ...listItems(fieldAt(rule, 'protocols'))];
  if (items.length === 0) return undefined;
  return items.flatMap((item): PortSpec[] => {
    const named = scalarText(fieldAt(item, 'namedPort'));
    if (named !== undefined) return [{ protocol: 'tcp', port: named, endPort: undefined, unknowns: [] }];
    for (const protocol of ['tcp', 'udp', 'sctp'] as const) {
      const destination = fieldAt(item, protocol, 'destinationPort');
      if (destination) return [spec(protocol, fieldAt(destination, 'number'), fieldAt(destination, 'range'))];
    }
    const single = fieldAt(item, 'portNumber');
    const range = fieldAt(item, 'portRange');
    const protocol = (scalarText(fieldAt(single ?? range, 'protocol')) ?? 'TCP').toLowerCase();
    return [spec(protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp', fieldAt(single, 'port'), range)];
  });
}

function spec(protocol: PortSpec['protocol'], port: Value | undefined, range: Value | undefined): PortSpec {
  const start = Number(scalarText(port ?? fieldAt(range, 'start')));
  const end = Number(scalarText(fieldAt(range, 'end')));
  return {
    protocol,
    port: Number.isInteger(start) ? start : undefined,
    endPort: range && Number.isInteger(end) ? end : undefined,
    unknowns: [],
  };
}

/** Whether a policy of a tier is about this workload. */
export const concerns = (rule: TierRule, workload: Workload, cluster: Cluster): Truth =>
  subject(fieldAt(rule.policy.cluster.object, 'spec', 'subject'), workload, cluster);

/** `namespaces`, or `pods` with a namespace and a pod selector. */
function subject(value: Value | undefined, workload: Workload, cluster: Cluster): Truth {
  const labels = cluster.namespaceLabels(workload.cluster.namespace, workload);
  const open = !cluster.isDeclared(workload.cluster.namespace, workload);
  const namespaces = fieldAt(value, 'namespaces');
  if (namespaces) return matches(readSelector(fieldAt(namespaces, 'namespaceSelector') ?? namespaces), labels, open);
  const pods = fieldAt(value, 'pods');
  if (!pods) return 'no';
  return andTruth(
    matches(readSelector(fieldAt(pods, 'namespaceSelector')), labels, open),
    matches(readSelector(fieldAt(pods, 'podSelector')), workload.cluster.pod.labels),
  );
}

/** Whether a rule of a tier speaks of this far end. */
export function speaksOf(rule: TierRule, far: Endpoint, cluster: Cluster): Truth {
  const peers = listItems(fieldAt(rule.value, rule.direction === 'ingress' ? 'from' : 'to'));
  const truths = peers.map((peer): Truth => {
    if (far.kind === 'pod') return subject(peer, far.workload, cluster);
    if (far.kind === 'some-pod') return fieldAt(peer, 'namespaces') || fieldAt(peer, 'pods') ? 'unknown' : 'no';
    const networks = listItems(fieldAt(peer, 'networks')).flatMap((one) => scalarText(one) ?? []);
    const at = peer.at ?? rule.policy.location;
    return networks.some((cidr) => admits({ kind: 'block', cidr, except: [], at }, far, '', cluster) === 'yes')
      ? 'yes'
      : 'no';
  });
  return truths.includes('yes') ? 'yes' : truths.includes('unknown') ? 'unknown' : 'no';
}
