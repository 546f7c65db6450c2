import type { Reason } from '../../model/unknown.js';
import type { Location } from '../../model/location.js';
import { fieldAt } from '../../model/cluster.js';
import { reasonsOf } from '../../model/values.js';
import type { Resource } from '../../model/resource.js';
import type { Cluster } from './cluster.js';

/** Which pods a namespace lets in (Pod Security Admission, label `pod-security.kubernetes.io/enforce`). */
export interface Admission {
  readonly level: 'privileged' | 'baseline' | 'restricted';
  readonly at: Location | undefined;
  /** Not empty: no label says so, and an admission policy of the whole cluster may be stricter. */
  readonly unknowns: readonly Reason[];
  /** The labels themselves are not known. */
  readonly undecided?: true;
}

const label = 'pod-security.kubernetes.io/enforce';

export function admissionOf(cluster: Cluster, namespace: string, from: Resource): Admission {
  const declared = cluster.find('Namespace', undefined, namespace, from);
  const level = declared?.cluster.labels.get(label);
  const at = declared && (fieldAt(declared.cluster.object, 'metadata', 'labels', label)?.at ?? declared.location);
  const labels = declared && fieldAt(declared.cluster.object, 'metadata', 'labels');
  if (level === undefined && labels && labels.kind !== 'map')
    return { level: 'privileged', at, unknowns: reasonsOf(labels), undecided: true };
  if (level === 'privileged' || level === 'baseline' || level === 'restricted') return { level, at, unknowns: [] };
  const subject = `Pod Security Admission of namespace ${namespace}`;
  return { level: 'privileged', at, unknowns: [{ code: 'organization', subject, ...(at && { at }) }] };
}
