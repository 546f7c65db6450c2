import type { Kind } from '../../model/kinds.js';
import type { ClusterPart } from '../../model/cluster.js';
import { clusterKind } from './object/define.js';

const identity = (
  kind: string,
  part: ClusterPart,
  nodeKind: Kind,
  versions: readonly string[],
  clusterScoped: boolean,
  terraform: readonly string[],
) =>
  clusterKind({
    type: `kubernetes.${kind.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}`,
    element: 'supporting',
    nodeKind,
    part,
    kind,
    versions,
    terraform,
    ...(clusterScoped && { clusterScoped: true as const }),
  });

const rbac = [
  'rbac.authorization.k8s.io/v1',
  'rbac.authorization.k8s.io/v1beta1',
  'rbac.authorization.k8s.io/v1alpha1',
];

export const kinds = [
  identity('ServiceAccount', 'service-account', 'identity/service-account', ['v1'], false, [
    'kubernetes_service_account',
    'kubernetes_service_account_v1',
  ]),
  identity('Role', 'role', 'identity/policy', rbac, false, ['kubernetes_role', 'kubernetes_role_v1']),
  identity('ClusterRole', 'role', 'identity/policy', rbac, true, [
    'kubernetes_cluster_role',
    'kubernetes_cluster_role_v1',
  ]),
  identity('RoleBinding', 'binding', 'identity/binding', rbac, false, [
    'kubernetes_role_binding',
    'kubernetes_role_binding_v1',
  ]),
  identity('ClusterRoleBinding', 'binding', 'identity/binding', rbac, true, [
    'kubernetes_cluster_role_binding',
    'kubernetes_cluster_role_binding_v1',
  ]),
];
