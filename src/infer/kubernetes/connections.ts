import type { ResourceGraph } from '../../graph/index.js';
import { mergeLocations } from '../../model/location.js';
import type { Connection, Connections } from '../attack/connections.js';
import { intersectBoxes, unionBoxes } from '../network/packets/boxes.js';
import { everyPort } from '../network/packets/packet-set.js';
import { portRange } from '../network/packets/ports.js';
import { Cluster, isWorkload, together, type Workload } from './cluster.js';
import { enforcementReasons } from './enforcement.js';
import { nodeGroups } from './exposure/service.js';
import { NetworkPolicies } from './network-policy/decide.js';

const none: Connection = { truth: 'no', because: [], unknowns: [] };

/** Adds to the network of the cloud who can talk to whom inside the cluster: pods to pods, and pods to the cloud through their nodes. */
export function withCluster(graph: ResourceGraph, network: Connections): Connections {
  const cluster = new Cluster(graph);
  if (cluster.isEmpty) return network;
  const policies = new NetworkPolicies(cluster, enforcementReasons(graph));
  const stores = cluster.workloads.filter((workload) => workload.store?.needsNetwork);
  const nodes = nodeGroups(cluster);
  return {
    classOf: (id) => network.classOf?.(id),
    reach(from, to) {
      const [source, target] = [graph.resource(from), graph.resource(to)];
      if (isWorkload(source) && isWorkload(target)) return podToPod(policies, source, target);
      if (isWorkload(source)) {
        const answers = nodes.map((node) => network.reach(node.id, to));
        return answers.find(({ truth }) => truth === 'yes') ?? answers.find(({ truth }) => truth === 'unknown') ?? none;
      }
      return network.reach(from, to);
    },
    neighbours(from) {
      const source = graph.resource(from);
      if (!isWorkload(source)) return network.neighbours(from);
      const pods = stores
        .filter((store) => store.id !== from && podToPod(policies, source, store).truth !== 'no')
        .map(({ id }) => id);
      const outside = nodes
        .flatMap((node) => network.neighbours(node.id))
        .filter((id) => graph.resource(id)?.store?.needsNetwork);
      return [...new Set([...pods, ...outside])].sort();
    },
  };
}

function podToPod(policies: NetworkPolicies, source: Workload, target: Workload): Connection {
  if (!together(source, target)) return none;
  const ports = target.cluster.pod.ports.map(({ protocol, port }) =>
    portRange(protocol === 'udp' ? 'udp' : 'tcp', port),
  );
  const wanted = ports.length === 0 ? everyPort : unionBoxes(...ports);
  const verdict = policies.decide({ kind: 'pod', workload: source }, { kind: 'pod', workload: target });
  const because = mergeLocations([target.location], verdict.because);
  if (intersectBoxes(verdict.certain, wanted).length > 0) return { truth: 'yes', because, unknowns: [] };
  if (intersectBoxes(verdict.possible, wanted).length > 0)
    return { truth: 'unknown', because, unknowns: verdict.unknowns };
  return none;
}
