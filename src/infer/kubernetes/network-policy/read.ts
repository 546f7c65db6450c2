import { fieldAt, listItems, scalarText } from '../../../model/cluster.js';
import type { Location } from '../../../model/location.js';
import type { Reason } from '../../../model/unknown.js';
import type { Value } from '../../../model/value.js';
import { reasonsOf } from '../../../model/values.js';
import type { ClusterObject } from '../cluster.js';
import { readSelector, type Selector } from '../selector.js';

export type Direction = 'ingress' | 'egress';

/** The far end that a rule admits: an address block, or pods by namespace and label. */
export type Peer =
  | {
      readonly kind: 'block';
      readonly cidr: string | undefined;
      readonly except: readonly string[];
      readonly at: Location;
    }
  | {
      readonly kind: 'pods';
      readonly namespaces: Selector | undefined;
      readonly pods: Selector | undefined;
      readonly at: Location;
    }
  | { readonly kind: 'other'; readonly at: Location };

export interface PortSpec {
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  /** A number, a name of a container port, or undefined for all. */
  readonly port: number | string | undefined;
  readonly endPort: number | undefined;
  readonly unknowns: readonly Reason[];
}

export interface Rule {
  /** Undefined: from (or to) anywhere. */
  readonly peers: readonly Peer[] | undefined;
  /** Undefined: every port. */
  readonly ports: readonly PortSpec[] | undefined;
  readonly at: Location;
  /** Not empty: what the rule admits is not known. */
  readonly unknowns: readonly Reason[];
}

/** A `NetworkPolicy` as the API defines it (networking.k8s.io/v1; spec/E2). */
export interface NetworkPolicy {
  readonly object: ClusterObject;
  readonly namespace: string;
  readonly pods: Selector;
  readonly directions: ReadonlySet<Direction>;
  readonly rules: Readonly<Record<Direction, readonly Rule[]>>;
}

export function readNetworkPolicy(object: ClusterObject): NetworkPolicy {
  const spec = fieldAt(object.cluster.object, 'spec');
  const types = fieldAt(spec, 'policyTypes');
  const egress = fieldAt(spec, 'egress');
  // Ingress always, egress only when it has rules, unless the policy says which.
  const directions: Direction[] =
    types === undefined
      ? [
          'ingress',
          ...(listItems(egress).length > 0 || (egress && egress.kind !== 'list') ? (['egress'] as const) : []),
        ]
      : listItems(types).flatMap((type): Direction[] => {
          const text = scalarText(type)?.toLowerCase();
          return text === 'ingress' || text === 'egress' ? [text] : [];
        });
  return {
    object,
    namespace: object.cluster.namespace ?? 'default',
    pods: readSelector(fieldAt(spec, 'podSelector')),
    directions: new Set(directions),
    rules: {
      ingress: readRules(fieldAt(spec, 'ingress'), 'from', object.location),
      egress: readRules(egress, 'to', object.location),
    },
  };
}

function readRules(value: Value | undefined, side: 'from' | 'to', place: Location): readonly Rule[] {
  if (value !== undefined && value.kind !== 'list')
    return [{ peers: undefined, ports: undefined, at: value.at ?? place, unknowns: reasonsOf(value) }];
  return listItems(value).map((rule) => {
    const at = rule.at ?? place;
    const peers = fieldAt(rule, side);
    const ports = fieldAt(rule, 'ports');
    const unknowns = [peers, ports, rule].flatMap((one) =>
      one && one.kind !== 'list' && one.kind !== 'map' && one.kind !== 'null' ? reasonsOf(one) : [],
    );
    return {
      // An empty list means the same as none (API reference, NetworkPolicyIngressRule).
      peers:
        peers?.kind === 'list' && peers.items.length > 0 ? peers.items.map((peer) => readPeer(peer, at)) : undefined,
      ports: ports?.kind === 'list' && ports.items.length > 0 ? ports.items.map(readPort) : undefined,
      at,
      unknowns,
    };
  });
}

function readPeer(peer: Value, place: Location): Peer {
  const at = peer.at ?? place;
  const block = fieldAt(peer, 'ipBlock');
  if (block) {
    const except = listItems(fieldAt(block, 'except')).flatMap((one) => scalarText(one) ?? []);
    return { kind: 'block', cidr: scalarText(fieldAt(block, 'cidr')), except, at };
  }
  const namespaces = fieldAt(peer, 'namespaceSelector');
  const pods = fieldAt(peer, 'podSelector');
  if (!namespaces && !pods) return { kind: 'other', at };
  return {
    kind: 'pods',
    namespaces: namespaces && readSelector(namespaces),
    pods: pods && readSelector(pods),
    at,
  };
}

function readPort(value: Value): PortSpec {
  const protocol = (scalarText(fieldAt(value, 'protocol')) ?? 'TCP').toLowerCase();
  const port = fieldAt(value, 'port');
  const text = scalarText(port);
  const end = Number(scalarText(fieldAt(value, 'endPort')));
  return {
    protocol: protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp',
    port: text === undefined ? undefined : /^\d+$/.test(text) ? Number(text) : text,
    endPort: Number.isInteger(end) ? end : undefined,
    unknowns: port && text === undefined ? reasonsOf(port) : [],
  };
}
