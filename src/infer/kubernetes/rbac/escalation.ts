import type { Location } from '../../../model/location.js';
import { mergeLocations } from '../../../model/location.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import type { Resource } from '../../../model/resource.js';
import { admissionOf } from '../admission.js';
import type { Cluster } from '../cluster.js';
import { isEks } from '../exposure/service.js';
import type { ServiceAccounts } from '../service-account.js';
import { clusterAdminId } from '../synthetic.js';
import type { Grant } from './grants.js';
import { clusterAdminPowers, type Power, powers } from './powers.js';

/** One way to more rights (spec/E3; KubeHound's edges). */
export interface Escalation {
  /** Id of what is gained: the cluster, a service account, `node`. */
  readonly to: string;
  readonly technique: string;
  readonly text: string;
  readonly cost: number;
  readonly because: readonly Location[];
  readonly unknowns: readonly Reason[];
}

const rbac = 'rbac.authorization.k8s.io';
const change = ['create', 'update', 'patch'];
const workloadKinds: readonly (readonly [string, string])[] = [
  ['', 'pods'],
  ['apps', 'deployments'],
  ['apps', 'statefulsets'],
  ['apps', 'daemonsets'],
  ['apps', 'replicasets'],
  ['batch', 'jobs'],
  ['batch', 'cronjobs'],
  ['', 'replicationcontrollers'],
];

/** Everything that somebody with these grants can turn into. `worthwhile`: service accounts that are worth becoming. */
export function escalationsOf(
  all: readonly Grant[],
  holder: Resource,
  cluster: Cluster,
  accounts: ServiceAccounts,
  worthwhile: ReadonlySet<string>,
  nodes: readonly string[],
): readonly Escalation[] {
  const admin = clusterAdminPowers(all);
  if (admin.length > 0) return admin.map((power) => toAdmin('may do everything in the cluster', 0, power));
  const found: Escalation[] = [
    ...clusterWide(powers(all, ['bind'], rbac, 'clusterroles')).flatMap((bind) =>
      clusterWide(powers(all, ['create', 'update', 'patch'], rbac, 'clusterrolebindings')).map((power) =>
        toAdmin('may bind itself to any role', 1, merge(power, bind)),
      ),
    ),
    ...clusterWide(powers(all, ['escalate'], rbac, 'clusterroles')).flatMap((escalate) =>
      clusterWide(powers(all, change, rbac, 'clusterroles')).map((power) =>
        toAdmin('may give its own role more rights', 1, merge(power, escalate)),
      ),
    ),
    ...['users', 'groups'].flatMap((kind) =>
      clusterWide(powers(all, ['impersonate'], '', kind))
        .filter(isAnyone)
        .map((power) => toAdmin(`may impersonate any of the ${kind}`, 1, power)),
    ),
    ...clusterWide(
      powers(all, ['create', 'update', 'patch'], 'admissionregistration.k8s.io', 'mutatingwebhookconfigurations'),
    )
      .filter(isAnyone)
      .map((power) => toAdmin('may put a webhook in front of every change', 2, power)),
    ...signers(all),
    ...awsAuth(all, cluster),
    ...bindings(all, holder, accounts, worthwhile),
  ];
  for (const [group, resource] of workloadKinds) {
    for (const power of powers(all, ['create', ...(resource === 'pods' ? [] : ['update', 'patch'])], group, resource)) {
      if (power.names.length > 0 && resource === 'pods') continue;
      found.push(...byPods(power, `may run pods (${resource})`, holder, cluster, accounts, worthwhile, nodes));
    }
  }
  for (const power of powers(all, ['create'], '', 'serviceaccounts/token'))
    found.push(...become(power, 'may ask for tokens of service accounts', holder, accounts, worthwhile));
  for (const power of powers(all, ['impersonate'], '', 'serviceaccounts'))
    found.push(...become(power, 'may impersonate service accounts', holder, accounts, worthwhile));
  for (const power of powers(all, ['get', 'create'], '', 'nodes/proxy'))
    if (power.namespace === undefined)
      found.push(...nodes.map((to) => step(to, 'may speak to the kubelets, which run commands in any pod', 1, power)));
  return cheapest(found);
}

/** Creating pods gives every account of the namespace, and the node where the namespace admits privileged pods. */
function byPods(
  power: Power,
  technique: string,
  holder: Resource,
  cluster: Cluster,
  accounts: ServiceAccounts,
  worthwhile: ReadonlySet<string>,
  nodes: readonly string[],
): readonly Escalation[] {
  const admission = admissionOf(cluster, power.namespace ?? 'default', holder);
  const toNode =
    admission.level === 'privileged'
      ? nodes.map((to) => {
          const escalation = step(to, `${technique}, also privileged ones`, 1, power);
          return { ...escalation, unknowns: mergeReasons(escalation.unknowns, admission.unknowns) };
        })
      : [];
  return [...become(power, technique, holder, accounts, worthwhile), ...toNode];
}

function become(
  power: Power,
  technique: string,
  holder: Resource,
  accounts: ServiceAccounts,
  worthwhile: ReadonlySet<string>,
): readonly Escalation[] {
  return accounts.in(power.namespace, holder).flatMap((account) => {
    if (account.id === holder.id || !worthwhile.has(account.id)) return [];
    if (power.names.length > 0 && !power.names.includes(account.cluster.name) && !technique.includes('pods')) return [];
    return [step(account.id, technique, 1, power)];
  });
}

/** RoleBindings with `bind` in a namespace: everything in it, so also its service accounts. */
function bindings(
  all: readonly Grant[],
  holder: Resource,
  accounts: ServiceAccounts,
  worthwhile: ReadonlySet<string>,
): readonly Escalation[] {
  const bind = [...powers(all, ['bind'], rbac, 'clusterroles'), ...powers(all, ['bind', 'escalate'], rbac, 'roles')];
  const create = powers(all, change, rbac, 'rolebindings');
  return create.flatMap((power) =>
    bind
      .filter(
        (other) =>
          other.namespace === undefined || other.namespace === power.namespace || power.namespace === undefined,
      )
      .flatMap((other) => {
        const joined = { ...merge(power, other), namespace: power.namespace ?? other.namespace };
        return become(joined, 'may bind any role in the namespace', holder, accounts, worthwhile);
      }),
  );
}

function signers(all: readonly Grant[]): readonly Escalation[] {
  const group = 'certificates.k8s.io';
  const parts = [
    powers(all, ['create'], group, 'certificatesigningrequests'),
    powers(all, ['update', 'patch'], group, 'certificatesigningrequests/approval'),
    powers(all, ['approve'], group, 'signers'),
  ].map((list) => clusterWide(list)[0]);
  const [create, approve, sign] = parts;
  if (!create || !approve || !sign || !isAnySigner(sign)) return [];
  return [toAdmin('may sign a certificate for any user', 1, merge(merge(create, approve), sign))];
}

const isAnySigner = ({ names }: Power): boolean =>
  names.length === 0 || names.some((name) => name.endsWith('/*') || name === 'kubernetes.io/kube-apiserver-client');

function awsAuth(all: readonly Grant[], cluster: Cluster): readonly Escalation[] {
  if (!isEks(cluster)) return [];
  return powers(all, ['update', 'patch'], '', 'configmaps')
    .filter(
      ({ namespace, names }) =>
        (namespace === undefined || namespace === 'kube-system') && (names.length === 0 || names.includes('aws-auth')),
    )
    .map((power) => toAdmin('may map IAM identities to the administrators of the cluster (aws-auth)', 1, power));
}

const clusterWide = (list: readonly Power[]): readonly Power[] =>
  list.filter(({ namespace }) => namespace === undefined);
const isAnyone = ({ names }: Power): boolean => names.length === 0 || names.includes('system:masters');

const merge = (a: Power, b: Power): Power => ({
  ...a,
  because: mergeLocations(a.because, b.because),
  unknowns: mergeReasons(a.unknowns, b.unknowns),
});

const toAdmin = (technique: string, cost: number, power: Power): Escalation =>
  step(clusterAdminId, technique, cost, power);

const step = (to: string, technique: string, cost: number, power: Power): Escalation => ({
  to,
  technique,
  text: technique,
  cost,
  because: power.because,
  unknowns: power.unknowns,
});

/** One way to each target: the cheapest, a certain one before others. */
function cheapest(found: readonly Escalation[]): readonly Escalation[] {
  const best = new Map<string, Escalation>();
  const rank = (one: Escalation): number => one.cost + (one.unknowns.length > 0 ? 1.5 : 0);
  for (const one of found) {
    const present = best.get(one.to);
    if (!present || rank(one) < rank(present)) best.set(one.to, one);
  }
  return [...best.values()];
}
