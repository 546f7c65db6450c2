import { fieldAt, listItems, scalarText } from '../../../model/cluster.js';
import { truthOf } from '../../../model/fact.js';
import type { Location } from '../../../model/location.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import type { Value } from '../../../model/value.js';
import { reasonsOf } from '../../../model/values.js';
import type { Cluster, ClusterObject, Workload } from '../cluster.js';
import { matches, readLabels } from '../selector.js';
import { closed, type Exposure, widthOfRanges } from './exposure.js';

const aws = 'service.beta.kubernetes.io/aws-load-balancer-';

/** Where an annotation stands. */
export const annotationAt = (object: ClusterObject, name: string): Location =>
  fieldAt(object.cluster.object, 'metadata', 'annotations', name)?.at ?? object.location;

/** Annotations that keep a cloud's load balancer inside its network, with the value that does. */
const internalMarks: Readonly<Record<string, RegExp>> = {
  [`${aws}scheme`]: /^internal$/,
  [`${aws}internal`]: /^(true|0\.0\.0\.0\/0)$/,
  'cloud.google.com/load-balancer-type': /^internal$/i,
  'networking.gke.io/load-balancer-type': /^internal$/i,
  'service.beta.kubernetes.io/azure-load-balancer-internal': /^true$/,
  'service.beta.kubernetes.io/openstack-internal-load-balancer': /^true$/,
  'service.beta.kubernetes.io/oci-load-balancer-internal': /^true$/,
  'service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type': /^intranet$/,
  'service.beta.kubernetes.io/do-loadbalancer-network': /^INTERNAL$/,
  'service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type': /^private$/,
};

/** Whether the internet can open a connection to a Service. */
export function serviceExposure(service: ClusterObject, cluster: Cluster): Exposure {
  const spec = fieldAt(service.cluster.object, 'spec');
  const type = fieldAt(spec, 'type');
  const text = scalarText(type) ?? (type === undefined ? 'ClusterIP' : undefined);
  const ports = portNames(spec);
  if (text === undefined)
    return {
      ...base(ports),
      truth: 'unknown',
      because: [type?.at ?? service.location],
      unknowns: reasonsOf(type as Value),
    };
  const place = type?.at ?? service.location;
  if (text === 'LoadBalancer') return balanced(service, cluster, ports, place);
  if (text === 'NodePort') return onNodes(service, cluster, place);
  return closed([place]);
}

const base = (ports: readonly string[]): Omit<Exposure, 'truth' | 'because'> => ({
  width: 'internet-wide',
  authentication: 'none',
  ports,
  assumed: false,
  unknowns: [],
});

function balanced(service: ClusterObject, cluster: Cluster, ports: readonly string[], place: Location): Exposure {
  const { annotations } = service.cluster;
  for (const [name, pattern] of Object.entries(internalMarks)) {
    const value = annotations.get(name);
    if (value !== undefined && pattern.test(value)) return closed([annotationAt(service, name)]);
  }
  const ranges = sourceRanges(service);
  const width = widthOfRanges(ranges.texts) ?? 'internet-wide';
  if (width === 'private') return closed([ranges.at ?? place]);
  const because = [place, ...(ranges.at ? [ranges.at] : [])];
  const exposure = { ...base(ports), width, because };
  const scheme = annotations.get(`${aws}scheme`);
  if (scheme === 'internet-facing')
    return { ...exposure, truth: 'yes', because: [annotationAt(service, `${aws}scheme`), ...because] };
  // The AWS Load Balancer Controller makes internal load balancers unless told otherwise; the in-tree one the opposite.
  const className = scalarText(fieldAt(service.cluster.object, 'spec', 'loadBalancerClass'));
  const byController =
    className === 'service.k8s.aws/nlb' || /^(external|nlb-ip)$/.test(annotations.get(`${aws}type`) ?? '');
  if (byController) return closed([place], true);
  if (className === 'tailscale') return closed([place]);
  if (ranges.unknowns.length > 0) return { ...exposure, truth: 'unknown', unknowns: ranges.unknowns };
  if (isEks(cluster) && annotations.get(`${aws}type`) === undefined)
    return { ...exposure, truth: 'unknown', unknowns: [controller('the scheme of the load balancer', place)] };
  return { ...exposure, truth: 'yes', assumed: true };
}

/** Every node opens the port; whether the internet gets to the nodes is the network's business. */
function onNodes(service: ClusterObject, cluster: Cluster, place: Location): Exposure {
  const ports = listItems(fieldAt(service.cluster.object, 'spec', 'ports')).flatMap(
    (port) => scalarText(fieldAt(port, 'nodePort')) ?? [],
  );
  const nodes = nodeGroups(cluster);
  const reachable = nodes.map((node) => cluster.graph.fact(node.id, 'network.internetReachable'));
  if (nodes.length > 0 && reachable.every((fact) => fact && truthOf(fact) === 'no'))
    return closed([place, ...reachable.flatMap((fact) => fact?.because ?? [])]);
  const subject = 'whether the internet gets to the nodes';
  return {
    ...base(ports.map((port) => `tcp/${port}`)),
    truth: 'unknown',
    because: [place],
    unknowns: [{ code: 'external', subject, at: place }],
  };
}

export const nodeGroups = (cluster: Cluster) => cluster.graph.byType('aws.eks.node-group');
export const isEks = (cluster: Cluster): boolean => cluster.graph.byType('aws.eks.cluster').length > 0;
export const controller = (subject: string, at: Location): Reason => ({ code: 'controller', subject, at });

function sourceRanges(service: ClusterObject): {
  texts: readonly string[];
  at: Location | undefined;
  unknowns: readonly Reason[];
} {
  const written = fieldAt(service.cluster.object, 'spec', 'loadBalancerSourceRanges');
  const name = 'service.beta.kubernetes.io/load-balancer-source-ranges';
  const annotation = service.cluster.annotations.get(name);
  if (written === undefined && annotation !== undefined)
    return { texts: annotation.split(',').map((one) => one.trim()), at: annotationAt(service, name), unknowns: [] };
  const items = listItems(written);
  const unknowns = mergeReasons(
    ...items.map((item) => reasonsOf(item)),
    written && written.kind !== 'list' ? reasonsOf(written) : [],
  );
  return { texts: items.flatMap((item) => scalarText(item) ?? []), at: written?.at, unknowns };
}

const portNames = (spec: Value | undefined): readonly string[] =>
  listItems(fieldAt(spec, 'ports')).flatMap((port) => {
    const number = scalarText(fieldAt(port, 'port'));
    return number === undefined ? [] : [`${(scalarText(fieldAt(port, 'protocol')) ?? 'TCP').toLowerCase()}/${number}`];
  });

/** Ports of the pods that a Service sends to, as numbers; names are looked up in the pod. */
export function targetPorts(service: ClusterObject, workload: Workload): readonly number[] {
  return listItems(fieldAt(service.cluster.object, 'spec', 'ports')).flatMap((port) => {
    const text = scalarText(fieldAt(port, 'targetPort')) ?? scalarText(fieldAt(port, 'port'));
    if (text === undefined) return [];
    if (/^\d+$/.test(text)) return [Number(text)];
    return workload.cluster.pod.ports.flatMap((one) => (one.name === text ? [one.port] : []));
  });
}

/** Workloads that a Service sends to: its selector over the pods of its namespace. No selector: none that we can see. */
export function backendsOf(
  service: ClusterObject,
  cluster: Cluster,
): readonly { readonly workload: Workload; readonly certain: boolean; readonly at: Location }[] {
  const selector = fieldAt(service.cluster.object, 'spec', 'selector');
  if (selector === undefined || (selector.kind === 'map' && selector.entries.size === 0)) return [];
  const read = readLabels(selector);
  const namespace = service.cluster.namespace ?? 'default';
  const [first] = read.requirements;
  const value = first?.values[0];
  const candidates =
    first && value !== undefined
      ? cluster.labelled(namespace, first.key, value, service)
      : cluster.workloadsIn(namespace, service);
  return candidates.flatMap((workload) => {
    const truth = matches(read, workload.cluster.pod.labels);
    return truth === 'no' ? [] : [{ workload, certain: truth === 'yes', at: selector.at ?? service.location }];
  });
}
