import type { Kind } from '../../model/kinds.js';
import type { ClusterPart } from '../../model/cluster.js';
import { clusterKind } from './object/define.js';

const edge = (
  kind: string,
  part: ClusterPart,
  nodeKind: Kind,
  versions: readonly string[],
  terraform: readonly string[] = [],
) =>
  clusterKind({
    type: `kubernetes.${kind.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}`,
    element: 'process',
    nodeKind,
    part,
    kind,
    versions,
    ...(terraform.length > 0 && { terraform }),
  });

const supporting = (
  kind: string,
  part: ClusterPart,
  versions: readonly string[],
  clusterScoped: boolean,
  terraform: readonly string[] = [],
) =>
  clusterKind({
    type: `kubernetes.${kind.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}`,
    element: 'supporting',
    nodeKind: 'other',
    part,
    kind,
    versions,
    ...(clusterScoped && { clusterScoped: true as const }),
    ...(terraform.length > 0 && { terraform }),
  });

const gateway = 'gateway.networking.k8s.io';

export const kinds = [
  edge('Service', 'service', 'edge/service', ['v1'], ['kubernetes_service', 'kubernetes_service_v1']),
  edge(
    'Ingress',
    'ingress',
    'edge/ingress',
    ['networking.k8s.io/v1', 'networking.k8s.io/v1beta1', 'extensions/v1beta1'],
    ['kubernetes_ingress', 'kubernetes_ingress_v1'],
  ),
  edge('Gateway', 'gateway', 'edge/load-balancer', [`${gateway}/v1`, `${gateway}/v1beta1`, `${gateway}/v1alpha2`]),
  ...['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map((kind) =>
    edge(kind, 'route', 'edge/ingress', [
      `${gateway}/v1`,
      `${gateway}/v1beta1`,
      `${gateway}/v1alpha2`,
      `${gateway}/v1alpha3`,
    ]),
  ),
  supporting(
    'ReferenceGrant',
    'reference-grant',
    [`${gateway}/v1beta1`, `${gateway}/v1`, `${gateway}/v1alpha2`],
    false,
  ),
  supporting('GatewayClass', 'other', [`${gateway}/v1`, `${gateway}/v1beta1`], true),
  supporting('IngressClass', 'ingress-class', ['networking.k8s.io/v1', 'networking.k8s.io/v1beta1'], true, [
    'kubernetes_ingress_class',
    'kubernetes_ingress_class_v1',
  ]),
  supporting('IngressClassParams', 'ingress-class', ['elbv2.k8s.aws/v1beta1'], true),
  supporting('Endpoints', 'other', ['v1'], false, ['kubernetes_endpoints', 'kubernetes_endpoints_v1']),
];
