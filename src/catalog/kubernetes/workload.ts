import type { ClusterFacet } from '../../model/cluster.js';
import type { ResourceParts } from '../kind.js';
import type { Reader } from '../reader.js';
import { databaseParts } from './object/database.js';
import { type ClusterKind, clusterKind } from './object/define.js';
import { podWorkload } from './object/settings.js';
import { workloadFacts } from './object/workload-facts.js';

/** A controller or a bare pod: one node, with its pod template hoisted. A pod that runs a database is that database. */
function build(r: Reader, cluster: ClusterFacet): ResourceParts {
  const spec = cluster.pod?.spec;
  if (!spec) return {};
  const workload = podWorkload(spec, r.location);
  const database = databaseParts(r.declaration.scope, cluster, workload, r.location);
  return {
    workload,
    ...database,
    facts: { ...workloadFacts(spec, r.location, workload), ...database?.facts },
  };
}

const workload = (
  kind: string,
  versions: readonly string[],
  template: readonly string[],
  terraform: readonly string[] = [],
) =>
  clusterKind({
    type: `kubernetes.${kind.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}`,
    element: 'process',
    nodeKind: 'process/container',
    part: 'workload',
    kind,
    versions,
    template,
    ...(terraform.length > 0 && { terraform }),
    build,
  } satisfies ClusterKind);

const template = ['spec', 'template'];

export const kinds = [
  workload('Deployment', ['apps/v1', 'apps/v1beta2', 'apps/v1beta1', 'extensions/v1beta1'], template, [
    'kubernetes_deployment',
    'kubernetes_deployment_v1',
  ]),
  workload('StatefulSet', ['apps/v1', 'apps/v1beta2', 'apps/v1beta1'], template, [
    'kubernetes_stateful_set',
    'kubernetes_stateful_set_v1',
  ]),
  workload('DaemonSet', ['apps/v1', 'apps/v1beta2', 'extensions/v1beta1'], template, [
    'kubernetes_daemonset',
    'kubernetes_daemon_set_v1',
  ]),
  workload('ReplicaSet', ['apps/v1', 'apps/v1beta2', 'extensions/v1beta1'], template),
  workload('ReplicationController', ['v1'], template, [
    'kubernetes_replication_controller',
    'kubernetes_replication_controller_v1',
  ]),
  workload('Job', ['batch/v1', 'batch/v1beta1'], template, ['kubernetes_job', 'kubernetes_job_v1']),
  workload(
    'CronJob',
    ['batch/v1', 'batch/v1beta1', 'batch/v2alpha1'],
    ['spec', 'jobTemplate', 'spec', 'template'],
    ['kubernetes_cron_job', 'kubernetes_cron_job_v1'],
  ),
  workload('Pod', ['v1'], [], ['kubernetes_pod', 'kubernetes_pod_v1']),
  workload('Rollout', ['argoproj.io/v1alpha1'], template),
];
