import type { Truth } from '../../../model/tri.js';
import { andTruth } from '../../../model/tri.js';
import { privateSpace4 } from '../../network/packets/internet.js';
import { parseCidr } from '../../network/packets/cidr.js';
import {
  coversIntervals,
  intersectIntervals,
  type Intervals,
  subtractIntervals,
} from '../../network/packets/intervals.js';
import type { Cluster, Workload } from '../cluster.js';
import { matches } from '../selector.js';
import type { Peer } from './read.js';

/** One end of a connection, as network policies see it. */
export type Endpoint =
  | { readonly kind: 'pod'; readonly workload: Workload }
  /** An address outside the cluster, or any of a block. */
  | { readonly kind: 'address'; readonly cidr: string }
  /** A pod of an ingress controller that is not in the scan: its namespace and labels are not known. */
  | { readonly kind: 'some-pod' };

/** Whether a rule's peer is (or holds) the endpoint. `home` is the namespace of the policy. */
export function admits(peer: Peer, endpoint: Endpoint, home: string, cluster: Cluster): Truth {
  if (peer.kind === 'other') return 'no';
  if (peer.kind === 'block') return blockAdmits(peer, endpoint);
  if (endpoint.kind === 'address') return 'no';
  if (endpoint.kind === 'some-pod') return 'unknown';
  const { workload } = endpoint;
  const { namespace } = workload.cluster;
  const declared = cluster.isDeclared(namespace, workload);
  const inNamespace: Truth = peer.namespaces
    ? matches(peer.namespaces, cluster.namespaceLabels(namespace, workload), !declared)
    : namespace === home
      ? 'yes'
      : 'no';
  return andTruth(inNamespace, peer.pods ? matches(peer.pods, workload.cluster.pod.labels) : 'yes');
}

/** Pods get private addresses, but which ones is the network plug-in's choice, and it may hide them behind the node's. */
function blockAdmits(peer: Extract<Peer, { kind: 'block' }>, endpoint: Endpoint): Truth {
  if (peer.cidr === undefined) return 'unknown';
  const block = parseCidr(peer.cidr);
  if (!block) return 'no';
  const admitted = except([block.range], peer.except, block.family);
  if (endpoint.kind !== 'address')
    return block.family === 4 && intersectIntervals(admitted, privateSpace4).length > 0 ? 'unknown' : 'no';
  const wanted = parseCidr(endpoint.cidr);
  if (!wanted || wanted.family !== block.family) return 'no';
  if (coversIntervals(admitted, [wanted.range])) return 'yes';
  return intersectIntervals(admitted, [wanted.range]).length > 0 ? 'yes' : 'no';
}

function except(range: Intervals, blocks: readonly string[], family: 4 | 6): Intervals {
  return blocks.reduce<Intervals>((rest, text) => {
    const block = parseCidr(text);
    return block && block.family === family ? subtractIntervals(rest, [block.range]) : rest;
  }, range);
}
