import { fieldAt, listItems, scalarText } from '../../model/cluster.js';
import { known, unknownFact } from '../../model/fact.js';
import type { Location } from '../../model/location.js';
import { admissionOf } from './admission.js';
import type { Cluster, ClusterObject } from './cluster.js';
import type { ExposurePass } from './exposure/pass.js';
import type { Findings } from './findings.js';
import { type NetworkPolicy, readNetworkPolicy } from './network-policy/read.js';
import type { NetworkPolicies } from './network-policy/decide.js';
import { intersectBoxes, unionBoxes } from '../network/packets/boxes.js';
import { everyPort } from '../network/packets/packet-set.js';
import { portRange } from '../network/packets/ports.js';
import type { Grants } from './rbac/grants.js';
import { powers } from './rbac/powers.js';

/** Facts about namespaces (default deny, admission, who may create pods) and about webhooks. */
export function namespaceFacts(cluster: Cluster, grants: Grants, out: Findings): void {
  const policies = cluster.of('network-policy').map(readNetworkPolicy);
  const denied = new Map<string, NetworkPolicy>();
  const maybe = new Map<string, NetworkPolicy>();
  for (const policy of policies) {
    if (!isDefaultDeny(policy)) continue;
    (policy.pods.unknowns.length === 0 ? denied : maybe).set(`${policy.object.scope} ${policy.namespace}`, policy);
  }
  for (const namespace of cluster.of('namespace')) {
    const { name } = namespace.cluster;
    if (systemNamespaces.has(name) || cluster.workloadsIn(name, namespace).length === 0) continue;
    const deny = denied.get(`${namespace.scope} ${name}`);
    const open = maybe.get(`${namespace.scope} ${name}`);
    const place = deny?.object.location ?? open?.object.location ?? namespace.location;
    out.fact(
      namespace.id,
      'kubernetes.defaultDeny',
      !deny && open ? unknownFact(open.pods.unknowns, [place]) : known(deny !== undefined, [place]),
    );
    admissionFact(cluster, namespace, grants, out);
  }
  for (const webhook of cluster.of('webhook')) webhookFact(cluster, webhook, grants, out);
}

const systemNamespaces: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/** Selects every pod and admits nothing on its own, or admits only some: then no pod is open to all. */
const isDefaultDeny = (policy: NetworkPolicy): boolean =>
  policy.pods.requirements.length === 0 &&
  policy.directions.has('ingress') &&
  policy.rules.ingress.every((rule) => rule.peers !== undefined);

/** K8S-025: admits privileged pods although others than administrators create pods there. */
function admissionFact(cluster: Cluster, namespace: ClusterObject, grants: Grants, out: Findings): void {
  const admission = admissionOf(cluster, namespace.cluster.name, namespace);
  const setBy = {
    setBy: { kubernetes: 'metadata.labels."pod-security.kubernetes.io/enforce"', terraform: 'metadata.labels' },
  };
  const creators = creatorsIn(namespace.cluster.name, grants);
  const at = admission.at ?? namespace.location;
  if (admission.level !== 'privileged' || creators.length === 0)
    return out.fact(namespace.id, 'kubernetes.admitsPrivileged', known(false, [at], setBy));
  if (admission.undecided)
    return out.fact(namespace.id, 'kubernetes.admitsPrivileged', unknownFact(admission.unknowns, [at], setBy));
  out.fact(
    namespace.id,
    'kubernetes.admitsPrivileged',
    known(true, [at, ...creators.slice(0, 3)], { ...setBy, assumed: admission.unknowns.length > 0 }),
  );
}

/** Places that let somebody other than a cluster administrator create workloads in a namespace. */
function creatorsIn(namespace: string, grants: Grants): readonly Location[] {
  const found: Location[] = [];
  for (const [, all] of grants.subjects) {
    const limited = all.filter((grant) => grant.role !== 'ClusterRole/cluster-admin' || grant.namespace !== undefined);
    for (const [group, resource] of [
      ['', 'pods'],
      ['apps', 'deployments'],
      ['batch', 'jobs'],
    ] as const) {
      const power = powers(limited, ['create'], group, resource).find(
        (one) => one.namespace === undefined || one.namespace === namespace,
      );
      if (power?.because[0]) found.push(power.because[0]);
    }
  }
  return found;
}

/** K8S-026: the Service behind a webhook is in a namespace where tenants create pods or services. */
function webhookFact(cluster: Cluster, webhook: ClusterObject, grants: Grants, out: Findings): void {
  for (const entry of listItems(fieldAt(webhook.cluster.object, 'webhooks'))) {
    const service = fieldAt(entry, 'clientConfig', 'service');
    const namespace = scalarText(fieldAt(service, 'namespace'));
    if (!service) continue;
    const at = service.at ?? webhook.location;
    if (namespace === undefined) {
      out.fact(
        webhook.id,
        'kubernetes.webhookInTenantNamespace',
        unknownFact([{ code: 'variable', subject: 'clientConfig.service.namespace', at }], [at]),
      );
      continue;
    }
    const creators = systemNamespaces.has(namespace) ? [] : creatorsIn(namespace, grants);
    if (creators.length > 0)
      return out.fact(webhook.id, 'kubernetes.webhookInTenantNamespace', known(true, [at, ...creators.slice(0, 2)]));
    out.fact(webhook.id, 'kubernetes.webhookInTenantNamespace', known(false, [at]));
  }
}

/** K8S-014: exposed pods that can open a connection to data in another namespace, without being told to. */
export function crossNamespaceReach(
  cluster: Cluster,
  exposure: ExposurePass,
  policies: NetworkPolicies,
  out: Findings,
): void {
  const stores = cluster.workloads.filter((workload) => workload.store?.needsNetwork);
  for (const workload of cluster.workloads) {
    const exposed = exposure.exposed.get(workload.id);
    if (!exposed || workload.store) continue;
    for (const store of stores) {
      if (store.cluster.namespace === workload.cluster.namespace) continue;
      const verdict = policies.decide({ kind: 'pod', workload }, { kind: 'pod', workload: store });
      const ports = store.cluster.pod.ports.map(({ port }) => portRange('tcp', port));
      const wanted = ports.length === 0 ? everyPort : unionBoxes(...ports);
      const certain = intersectBoxes(verdict.certain, wanted).length > 0;
      if (!certain && intersectBoxes(verdict.possible, wanted).length === 0) continue;
      out.relation({
        kind: 'reaches',
        from: workload.id,
        to: store.id,
        certainty: certain ? 'certain' : 'conditional',
        grade: 'possible',
        because: [store.location, ...verdict.because],
        attrs: { crossNamespace: true },
        ...(!certain && { unknowns: verdict.unknowns }),
      });
    }
  }
}
