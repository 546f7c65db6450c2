import { fieldAt, scalarText } from '../../model/cluster.js';
import { resourceId } from '../../model/ids.js';
import type { Location } from '../../model/location.js';
import type { Resource } from '../../model/resource.js';
import { yes } from '../../model/tri.js';
import type { Truth } from '../../model/tri.js';
import { mapValue } from '../../model/values.js';
import type { Cluster, ClusterObject, Workload } from './cluster.js';

/** Name of the service account that a pod runs as. */
export const accountNameOf = (workload: Workload): string => {
  const { spec } = workload.cluster.pod;
  return scalarText(fieldAt(spec, 'serviceAccountName')) ?? scalarText(fieldAt(spec, 'serviceAccount')) ?? 'default';
};

/** Where the pod says so; the pod itself when it does not. */
export const accountPlace = (workload: Workload): Location => {
  const { spec } = workload.cluster.pod;
  return (fieldAt(spec, 'serviceAccountName') ?? fieldAt(spec, 'serviceAccount'))?.at ?? workload.location;
};

/** Service accounts by namespace and name; one that only bindings or pods name is made up, so that its rights have a bearer. */
export class ServiceAccounts {
  private readonly made = new Map<string, ClusterObject>();

  constructor(private readonly cluster: Cluster) {}

  find(namespace: string, name: string, from: Resource): ClusterObject | undefined {
    return (
      this.cluster.find('ServiceAccount', namespace, name, from) ??
      this.made.get(resourceId(from.scope, address(namespace, name)))
    );
  }

  findOrMake(namespace: string, name: string, from: Resource, at: Location): ClusterObject {
    const present = this.find(namespace, name, from);
    if (present) return present;
    const made = undeclared(namespace, name, from.scope, at);
    this.made.set(made.id, made);
    return made;
  }

  /** Those that no file declares. */
  get undeclared(): readonly ClusterObject[] {
    return [...this.made.values()];
  }

  get all(): readonly ClusterObject[] {
    return [...this.cluster.of('service-account'), ...this.made.values()];
  }

  in(namespace: string | undefined, from: Resource): readonly ClusterObject[] {
    return this.all.filter(
      (account) =>
        (namespace === undefined || account.cluster.namespace === namespace) &&
        (account.scope === from.scope || account.scope === '' || from.scope === ''),
    );
  }
}

const address = (namespace: string, name: string): string => `ServiceAccount/${namespace}/${name}`;

function undeclared(namespace: string, name: string, scope: string, at: Location): ClusterObject {
  return {
    id: resourceId(scope, address(namespace, name)),
    address: address(namespace, name),
    scope,
    dialect: 'kubernetes',
    type: 'kubernetes.service-account',
    element: 'supporting',
    kind: 'identity/service-account',
    name,
    location: at,
    tags: new Map(),
    exists: yes([at]),
    managed: false,
    facts: new Map(),
    cluster: {
      part: 'service-account',
      kind: 'ServiceAccount',
      namespace,
      name,
      labels: new Map(),
      annotations: new Map(),
      object: mapValue(new Map(), at),
    },
    handles: [],
    links: [],
    declarations: [],
  };
}

/** Whether a pod gets its account's API token: the pod decides, else the account, else yes. */
export function tokenMounted(
  workload: Workload,
  account: ClusterObject | undefined,
): { readonly truth: Truth; readonly at: Location } {
  for (const [object, place] of [
    [workload.cluster.pod.spec, workload.location],
    [account?.cluster.object, account?.location],
  ] as const) {
    const value = fieldAt(object, 'automountServiceAccountToken');
    if (!value) continue;
    const text = scalarText(value);
    return {
      truth: text === undefined ? 'unknown' : text === 'true' ? 'yes' : 'no',
      at: value.at ?? place ?? workload.location,
    };
  }
  return { truth: 'yes', at: workload.cluster.pod.spec.at ?? workload.location };
}
