import { fieldAt, listItems, scalarText } from '../../../model/cluster.js';
import type { Location } from '../../../model/location.js';
import type { Reason } from '../../../model/unknown.js';
import type { Value } from '../../../model/value.js';
import { reasonsOf } from '../../../model/values.js';
import type { Cluster, ClusterObject } from '../cluster.js';
import { matches, readSelector } from '../selector.js';

/** One rule of a Role or ClusterRole: verbs on resources; `*` is any. */
export interface Rule {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Empty: all objects. */
  readonly names: readonly string[];
  readonly urls: readonly string[];
  readonly at: Location;
  /** Not empty: what it grants is not known. */
  readonly unknowns: readonly Reason[];
}

/** Roles that every cluster has (kubernetes.io/docs/reference/access-authn-authz/rbac, "User-facing roles"). */
export const builtInRoles: Readonly<Record<string, readonly Omit<Rule, 'at' | 'unknowns'>[]>> = {
  'cluster-admin': [
    { groups: ['*'], resources: ['*'], verbs: ['*'], names: [], urls: [] },
    { groups: [], resources: [], verbs: ['*'], names: [], urls: ['*'] },
  ],
  admin: [
    rule(['', 'apps', 'batch', 'networking.k8s.io'], [
      'pods', 'pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'secrets', 'configmaps', 'services', 'deployments', 'statefulsets', 'daemonsets', 'replicasets', 'jobs', 'cronjobs', 'ingresses', 'networkpolicies', 'serviceaccounts', 'persistentvolumeclaims',
    ], ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']), // biome-ignore format: a list
    rule(
      ['rbac.authorization.k8s.io'],
      ['roles', 'rolebindings'],
      ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
    ),
    rule([''], ['serviceaccounts'], ['impersonate']),
    rule([''], ['serviceaccounts/token'], ['create']),
  ],
  edit: [
    rule(['', 'apps', 'batch', 'networking.k8s.io'], [
      'pods', 'pods/exec', 'pods/attach', 'pods/portforward', 'pods/proxy', 'secrets', 'configmaps', 'services', 'deployments', 'statefulsets', 'daemonsets', 'replicasets', 'jobs', 'cronjobs', 'ingresses', 'networkpolicies', 'serviceaccounts', 'persistentvolumeclaims',
    ], ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']), // biome-ignore format: a list
    rule([''], ['serviceaccounts'], ['impersonate']),
    rule([''], ['serviceaccounts/token'], ['create']),
  ],
  view: [
    rule(['', 'apps', 'batch', 'networking.k8s.io'], [
      'pods', 'configmaps', 'services', 'deployments', 'statefulsets', 'daemonsets', 'replicasets', 'jobs', 'cronjobs', 'ingresses', 'networkpolicies', 'serviceaccounts', 'persistentvolumeclaims',
    ], ['get', 'list', 'watch']), // biome-ignore format: a list
  ],
  'system:discovery': [
    { groups: [], resources: [], verbs: ['get'], names: [], urls: ['/api', '/apis', '/healthz', '/version'] },
  ],
  'system:basic-user': [
    rule(['authorization.k8s.io'], ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'], ['create']),
  ],
  'system:public-info-viewer': [
    { groups: [], resources: [], verbs: ['get'], names: [], urls: ['/healthz', '/livez', '/readyz', '/version'] },
  ],
  'system:auth-delegator': [
    rule(['authentication.k8s.io'], ['tokenreviews'], ['create']),
    rule(['authorization.k8s.io'], ['subjectaccessreviews'], ['create']),
  ],
};

function rule(
  groups: readonly string[],
  resources: readonly string[],
  verbs: readonly string[],
): Omit<Rule, 'at' | 'unknowns'> {
  return { groups, resources, verbs, names: [], urls: [] };
}

/** Rules of a role; those of an aggregated ClusterRole are the union of the roles that its selectors choose. */
export function rulesOf(role: ClusterObject, cluster: Cluster, depth = 4): readonly Rule[] {
  const own = readRules(role);
  const selectors = listItems(fieldAt(role.cluster.object, 'aggregationRule', 'clusterRoleSelectors')).map(
    readSelector,
  );
  if (selectors.length === 0 || depth === 0) return own;
  const chosen = cluster
    .of('role')
    .filter((other) => other.cluster.kind === 'ClusterRole' && other.id !== role.id)
    .filter((other) => selectors.some((selector) => matches(selector, other.cluster.labels) !== 'no'));
  return [...own, ...chosen.flatMap((other) => rulesOf(other, cluster, depth - 1))];
}

function readRules(role: ClusterObject): readonly Rule[] {
  const rules = fieldAt(role.cluster.object, 'rules');
  if (rules && rules.kind !== 'list') return [unknownRule(role.location, reasonsOf(rules))];
  return listItems(rules).map((item) => {
    const texts = (key: string): readonly string[] =>
      listItems(fieldAt(item, key)).flatMap((one) => scalarText(one) ?? []);
    return {
      groups: texts('apiGroups'),
      resources: texts('resources'),
      verbs: texts('verbs'),
      names: texts('resourceNames'),
      urls: texts('nonResourceURLs'),
      at: fieldAt(item, 'verbs')?.at ?? item.at ?? role.location,
      unknowns: ['apiGroups', 'resources', 'verbs'].flatMap((key) => doubts(fieldAt(item, key))),
    };
  });
}

const doubts = (value: Value | undefined): readonly Reason[] =>
  value === undefined ? [] : value.kind === 'list' ? value.items.flatMap(reasonsOf) : reasonsOf(value);

const unknownRule = (at: Location, unknowns: readonly Reason[]): Rule => ({
  groups: [],
  resources: [],
  verbs: [],
  names: [],
  urls: [],
  at,
  unknowns,
});

const covers = (list: readonly string[], text: string): boolean => list.includes('*') || list.includes(text);

/** Whether a rule grants a verb on a resource (`pods/exec` is a resource of its own), leaving names aside. */
export function grants(rule: Rule, verb: string, group: string, resource: string): boolean {
  if (!covers(rule.verbs, verb) || !covers(rule.groups, group)) return false;
  const [, sub] = resource.split('/');
  return rule.resources.some((one) => one === '*' || one === resource || (sub !== undefined && one === `*/${sub}`));
}

/** Whether a rule grants a verb on every object; names cannot restrict these verbs (they name no object). */
export const isUnnamed = (rule: Rule): boolean => rule.names.length === 0;
