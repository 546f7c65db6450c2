import { fieldAt, listItems } from '../../model/cluster.js';
import { known, unknownFact } from '../../model/fact.js';
import type { Reason } from '../../model/unknown.js';
import { reasonsOf } from '../../model/values.js';
import { type Cluster, type ClusterObject, together } from './cluster.js';
import type { Findings } from './findings.js';

/**
 * K8S-020: a LimitRange gives containers without a memory limit its default, or its maximum, and a ResourceQuota on
 * `limits.memory` refuses pods without one (Kubernetes, "Limit Ranges" and "Resource Quotas"). Both count as limits.
 */
export function quotaFacts(cluster: Cluster, out: Findings): void {
  const byNamespace = new Map<string, ClusterObject[]>();
  for (const quota of cluster.of('quota')) {
    const namespace = quota.cluster.namespace ?? '';
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), quota]);
  }
  if (byNamespace.size === 0) return;
  for (const workload of cluster.workloads) {
    const fact = cluster.graph.fact(workload.id, 'kubernetes.limitsSet');
    if (!fact || (fact.state === 'known' && fact.value === true)) continue;
    const own = (byNamespace.get(workload.cluster.namespace) ?? []).filter((quota) => together(quota, workload));
    const limiting = own.find((quota) => limitsMemory(quota) === true);
    const unknowns = own.flatMap((quota) => {
      const limits = limitsMemory(quota);
      return typeof limits === 'boolean' ? [] : limits;
    });
    const setBy = fact.setBy && { setBy: fact.setBy };
    if (limiting) out.fact(workload.id, 'kubernetes.limitsSet', known(true, [limiting.location], setBy));
    else if (unknowns.length > 0)
      out.fact(workload.id, 'kubernetes.limitsSet', unknownFact(unknowns, [...fact.because], setBy));
  }
}

/** Whether it holds for every pod of its namespace; reasons when that is not known. */
function limitsMemory({ cluster: { kind, object } }: ClusterObject): boolean | readonly Reason[] {
  if (kind === 'LimitRange') {
    const limits = fieldAt(object, 'spec', 'limits');
    if (limits && reasonsOf(limits).length > 0 && limits.kind !== 'list') return reasonsOf(limits);
    return listItems(limits).some(
      (item) => fieldAt(item, 'default', 'memory') !== undefined || fieldAt(item, 'max', 'memory') !== undefined,
    );
  }
  const hard = fieldAt(object, 'spec', 'hard');
  if (fieldAt(object, 'spec', 'scopes') || fieldAt(object, 'spec', 'scopeSelector')) return false;
  if (hard && hard.kind !== 'map') return reasonsOf(hard);
  return fieldAt(hard, 'limits.memory') !== undefined;
}
