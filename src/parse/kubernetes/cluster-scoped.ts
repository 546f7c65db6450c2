/**
 * Kinds whose objects belong to no namespace (Kubernetes API reference, "cluster-scoped resources"), with those of common
 * extensions. Others are namespaced, and in `default` when they do not say.
 */
const clusterScoped: ReadonlySet<string> = new Set([
  'Namespace',
  'Node',
  'PersistentVolume',
  'StorageClass',
  'VolumeAttachment',
  'CSIDriver',
  'CSINode',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'APIService',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'PriorityClass',
  'RuntimeClass',
  'IngressClass',
  'IngressClassParams',
  'GatewayClass',
  'CertificateSigningRequest',
  'PodSecurityPolicy',
  'FlowSchema',
  'PriorityLevelConfiguration',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
  'ClusterIssuer',
  'ClusterSecretStore',
  'ClusterExternalSecret',
  'ClusterPolicy',
  'ConstraintTemplate',
  'GlobalNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'SecurityContextConstraints',
  'NodePool',
  'EC2NodeClass',
  'Provisioner',
]);

/** Whether objects of a kind belong to the cluster. `declared`: scopes of custom kinds, from their definitions in the scan. */
export function isClusterScoped(apiVersion: string, kind: string, declared: ReadonlyMap<string, boolean>): boolean {
  if (clusterScoped.has(kind)) return true;
  const custom = declared.get(`${apiVersion.split('/')[0]}/${kind}`);
  return custom ?? /(^|\.)constraints\.gatekeeper\.sh\//.test(apiVersion);
}
