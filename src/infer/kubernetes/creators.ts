import { known, unknownFact } from '../../model/fact.js';
import { mergeLocations } from '../../model/location.js';
import type { Cluster } from './cluster.js';
import type { Findings } from './findings.js';
import type { RbacPass } from './rbac/pass.js';
import { openGrants, powers } from './rbac/powers.js';
import type { ServiceAccounts } from './service-account.js';

/**
 * K8S-017 and K8S-024, as facts of the bindings that give the right: creating workloads in a namespace whose service accounts
 * are powerful, and creating objects that a powerful controller acts on.
 */
export function creatorFacts(
  cluster: Cluster,
  accounts: ServiceAccounts,
  rbac: RbacPass,
  worthwhile: ReadonlySet<string>,
  out: Findings,
): void {
  const rich = accounts.all.filter(({ id }) => worthwhile.has(id));
  for (const binding of cluster.of('binding')) {
    const grants = rbac.grantsOfBinding(binding);
    if (grants.length === 0) continue;
    const limited = grants.filter(({ role }) => role !== 'ClusterRole/cluster-admin');
    const open = openGrants(limited);
    const creating = [
      ['', 'pods'],
      ['apps', 'deployments'],
      ['batch', 'jobs'],
    ].flatMap(([group = '', resource = '']) => powers(limited, ['create'], group, resource));
    const subjects = new Set(grants.flatMap(({ subject }) => subject));
    const heir = creating
      .flatMap((power) =>
        rich
          .filter(
            (account) =>
              (power.namespace === undefined || account.cluster.namespace === power.namespace) &&
              !subjects.has(`ServiceAccount/${account.cluster.namespace}/${account.cluster.name}`),
          )
          .map((account) => ({ power, account })),
      )
      .at(0);
    out.fact(
      binding.id,
      'kubernetes.creatorsInheritIdentity',
      heir
        ? known(true, mergeLocations(heir.power.because, [heir.account.location]))
        : open.length > 0
          ? unknownFact(open, [binding.location])
          : known(false, [binding.location]),
    );
    const deputy = deputies
      .flatMap(({ group, resource }) => powers(limited, ['create', 'update', 'patch'], group, resource))
      .filter(({ wildcard }) => !wildcard)
      .at(0);
    out.fact(
      binding.id,
      'kubernetes.drivesController',
      deputy
        ? known(true, deputy.because)
        : open.length > 0
          ? unknownFact(open, [binding.location])
          : known(false, [binding.location]),
    );
  }
}

/** Objects by which their author makes a controller with wider rights act (deployment, infrastructure and secret operators). */
const deputies: readonly { readonly group: string; readonly resource: string }[] = [
  { group: 'argoproj.io', resource: 'applications' },
  { group: 'argoproj.io', resource: 'applicationsets' },
  { group: 'argoproj.io', resource: 'workflows' },
  { group: 'kustomize.toolkit.fluxcd.io', resource: 'kustomizations' },
  { group: 'helm.toolkit.fluxcd.io', resource: 'helmreleases' },
  { group: 'helm.cattle.io', resource: 'helmcharts' },
  { group: 'external-secrets.io', resource: 'externalsecrets' },
  { group: 'external-secrets.io', resource: 'clusterexternalsecrets' },
  { group: 'tekton.dev', resource: 'pipelineruns' },
  { group: 'tekton.dev', resource: 'taskruns' },
  { group: 'iam.services.k8s.aws', resource: 'roles' },
  { group: 'iam.aws.crossplane.io', resource: 'roles' },
  { group: 'iam.aws.upbound.io', resource: 'roles' },
  { group: 'apiextensions.crossplane.io', resource: 'compositions' },
];
