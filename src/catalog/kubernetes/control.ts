import type { Kind } from '../../model/kinds.js';
import type { ClusterPart } from '../../model/cluster.js';
import { clusterKind } from './object/define.js';

const control = (
  kind: string,
  part: ClusterPart,
  nodeKind: Kind,
  versions: readonly string[],
  clusterScoped: boolean,
  terraform: readonly string[] = [],
) =>
  clusterKind({
    type: `kubernetes.${kind.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}`,
    element: 'supporting',
    nodeKind,
    part,
    kind,
    versions,
    ...(clusterScoped && { clusterScoped: true as const }),
    ...(terraform.length > 0 && { terraform }),
  });

const admission = ['admissionregistration.k8s.io/v1', 'admissionregistration.k8s.io/v1beta1'];
const tiers = ['policy.networking.k8s.io/v1alpha1', 'policy.networking.k8s.io/v1alpha2'];

export const kinds = [
  control('Namespace', 'namespace', 'control/namespace', ['v1'], true, [
    'kubernetes_namespace',
    'kubernetes_namespace_v1',
  ]),
  control('NetworkPolicy', 'network-policy', 'network/policy', ['networking.k8s.io/v1', 'extensions/v1beta1'], false, [
    'kubernetes_network_policy',
    'kubernetes_network_policy_v1',
  ]),
  control('AdminNetworkPolicy', 'admin-network-policy', 'network/policy', tiers, true),
  control('BaselineAdminNetworkPolicy', 'admin-network-policy', 'network/policy', tiers, true),
  control('ClusterNetworkPolicy', 'admin-network-policy', 'network/policy', tiers, true),
  control('ResourceQuota', 'quota', 'control/quota', ['v1'], false, [
    'kubernetes_resource_quota',
    'kubernetes_resource_quota_v1',
  ]),
  control('LimitRange', 'quota', 'control/quota', ['v1'], false, [
    'kubernetes_limit_range',
    'kubernetes_limit_range_v1',
  ]),
  control('PodDisruptionBudget', 'other', 'control/other', ['policy/v1', 'policy/v1beta1'], false, [
    'kubernetes_pod_disruption_budget',
    'kubernetes_pod_disruption_budget_v1',
  ]),
  control('ValidatingWebhookConfiguration', 'webhook', 'control/admission', admission, true, [
    'kubernetes_validating_webhook_configuration',
    'kubernetes_validating_webhook_configuration_v1',
  ]),
  control('MutatingWebhookConfiguration', 'webhook', 'control/admission', admission, true, [
    'kubernetes_mutating_webhook_configuration',
    'kubernetes_mutating_webhook_configuration_v1',
  ]),
  control('ValidatingAdmissionPolicy', 'other', 'control/admission', admission, true),
  control('RuntimeClass', 'other', 'control/other', ['node.k8s.io/v1', 'node.k8s.io/v1beta1'], true),
  control(
    'APIService',
    'other',
    'control/other',
    ['apiregistration.k8s.io/v1', 'apiregistration.k8s.io/v1beta1'],
    true,
    ['kubernetes_api_service', 'kubernetes_api_service_v1'],
  ),
  control(
    'CertificateSigningRequest',
    'other',
    'control/other',
    ['certificates.k8s.io/v1', 'certificates.k8s.io/v1beta1'],
    true,
  ),
  control(
    'HorizontalPodAutoscaler',
    'other',
    'control/other',
    ['autoscaling/v2', 'autoscaling/v1', 'autoscaling/v2beta2'],
    false,
    ['kubernetes_horizontal_pod_autoscaler', 'kubernetes_horizontal_pod_autoscaler_v2'],
  ),
];
