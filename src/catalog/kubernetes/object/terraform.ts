import type { MapValue, Value } from '../../../model/value.js';
import { listValue, mapValue } from '../../../model/values.js';

/** Blocks that may stand several times -> the list they are in the Kubernetes API (provider hashicorp/kubernetes). */
const lists: Readonly<Record<string, string>> = {
  container: 'containers',
  init_container: 'initContainers',
  env: 'env',
  env_from: 'envFrom',
  volume: 'volumes',
  volume_mount: 'volumeMounts',
  volume_claim_template: 'volumeClaimTemplates',
  port: 'ports',
  ports: 'ports',
  toleration: 'tolerations',
  image_pull_secrets: 'imagePullSecrets',
  image_pull_secret: 'imagePullSecrets',
  rule: 'rules',
  rules: 'rules',
  subject: 'subjects',
  ingress: 'ingress',
  egress: 'egress',
  from: 'from',
  to: 'to',
  path: 'paths',
  tls: 'tls',
  match_expressions: 'matchExpressions',
  cluster_role_selectors: 'clusterRoleSelectors',
  items: 'items',
  sources: 'sources',
  host_aliases: 'hostAliases',
  webhook: 'webhooks',
  topology_spread_constraint: 'topologySpreadConstraints',
  limit: 'limits',
  sysctl: 'sysctls',
};

/** Names that are not the plain camel case of Terraform's. */
const spellings: Readonly<Record<string, string>> = {
  host_ipc: 'hostIPC',
  host_pid: 'hostPID',
  cluster_ip: 'clusterIP',
  cluster_ips: 'clusterIPs',
  external_ips: 'externalIPs',
  host_ip: 'hostIP',
  load_balancer_ip: 'loadBalancerIP',
  non_resource_urls: 'nonResourceURLs',
};

const camel = (name: string): string =>
  spellings[name] ?? name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/**
 * The object that a `kubernetes_*` resource of Terraform describes, in the shape of a manifest: nested blocks become maps or
 * lists, names become the API's. Maps that the user fills (labels, data, limits) stay as they are.
 */
export function fromTerraform(body: MapValue, apiVersion: string, kind: string): MapValue {
  const object = convertMap(body, '', 48);
  const entries = new Map<string, Value>([
    ['apiVersion', { kind: 'string', value: apiVersion }],
    ['kind', { kind: 'string', value: kind }],
    ...object.entries,
  ]);
  // The provider takes a secret's data as plain text, a manifest as base64.
  const data = kind === 'Secret' ? entries.get('data') : undefined;
  if (data) {
    entries.delete('data');
    entries.set('stringData', data);
  }
  return { ...object, entries };
}

function convertMap(map: MapValue, parent: string, depth: number): MapValue {
  const entries = new Map<string, Value>();
  if (depth === 0) return mapValue(entries, map.at);
  for (const [key, value] of map.entries) {
    const isBlock = value.kind === 'list' && value.items.some((item) => item.kind === 'map');
    const listed = Object.hasOwn(lists, key) && !(key === 'port' && parent === 'service') ? lists[key] : undefined;
    if (!isBlock) {
      const empty = value.kind === 'list' && value.items.length === 0 && listed === undefined;
      if (!empty && value.kind !== 'null')
        entries.set(listed !== undefined && value.kind === 'list' ? listed : camel(key), value);
    } else if (listed !== undefined) {
      entries.set(
        listed,
        listValue(
          value.items.map((item) => (item.kind === 'map' ? convertMap(item, key, depth - 1) : item)),
          value.at,
        ),
      );
    } else {
      const [first] = value.items;
      if (first?.kind === 'map') entries.set(camel(key), convertMap(first, key, depth - 1));
    }
  }
  return { ...map, entries };
}
