import type { FactDefinition } from './index.js';

const fact = (name: string, about: string): FactDefinition => ({ name: `kubernetes.${name}`, type: 'boolean', about });

export const kubernetes: readonly FactDefinition[] = [
  fact('exposed', 'The internet gets to the pods through a Service, Ingress or Gateway.'),
  fact('hostNamespaces', 'The pod shares the network, process or IPC namespace of its node.'),
  fact('hostNetwork', 'The pod is in the network of its node.'),
  fact('sensitiveHostPath', 'The pod mounts a path of its node that gives the node away, or that it can write to.'),
  fact('runtimeSocket', 'The pod mounts the socket of the container runtime.'),
  fact('dangerousCapability', 'A container adds a Linux capability that leads out of it.'),
  fact('escapable', 'The pod can get out to its node by what its own specification allows.'),
  fact(
    'escapeReachesPrivileged',
    'An exposed pod that can get out may share a node with a pod whose account is powerful.',
  ),
  fact('failsBaseline', 'The pod fails the baseline Pod Security Standard.'),
  fact('failsRestricted', 'The pod fails the restricted Pod Security Standard.'),
  {
    name: 'kubernetes.failedControls',
    type: 'strings',
    about: 'Controls of the Pod Security Standards that the pod fails.',
  },
  fact('mutableImage', 'An image is named by `latest`, or by no tag.'),
  fact('limitsSet', 'Every container has a memory limit.'),
  fact('tokenMounted', 'The API token of its service account is mounted into the pod.'),
  fact('usableToken', 'The mounted API token may do more than discover the API.'),
  fact('apiRights', 'The service account may do more than discover the API.'),
  fact('clusterAdmin', 'The service account, its workload or the cloud principal may do everything in the cluster.'),
  fact('escalatesToClusterAdmin', 'The service account can give itself all rights in the cluster.'),
  fact('broadSecretRead', 'The service account may read every Secret of the cluster.'),
  fact('wildcardRights', 'A rule of the role has a wildcard for verbs or resources.'),
  fact('anonymousRights', 'The binding gives rights beyond discovery to callers who have not signed in.'),
  fact('literalSecret', 'The content of the Secret, or a credential in the ConfigMap, is written in the manifest.'),
  fact('defaultDeny', 'A network policy refuses all incoming connections that no other policy admits.'),
  fact(
    'admitsPrivileged',
    'The namespace admits privileged pods although others than administrators create pods in it.',
  ),
  fact('adminPublished', 'The internet gets to an administration interface or a data store through the Service.'),
  fact('externalAddress', 'The Service claims external IP addresses, or stands for a name outside.'),
  fact('nodeRoleReachable', 'The metadata service gives the exposed pod the cloud role of its node.'),
  fact('wideTrust', 'The role trusts all service accounts of a namespace or of the cluster.'),
  fact('creatorsInheritIdentity', 'The binding lets its subjects create pods beside a powerful service account.'),
  fact('drivesController', 'The binding lets its subjects create objects that a controller with wider rights acts on.'),
  fact('webhookInTenantNamespace', 'The Service behind the webhook is in a namespace where others create pods.'),
];
