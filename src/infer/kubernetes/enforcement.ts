import type { ResourceGraph } from '../../graph/index.js';
import type { Reason } from '../../model/unknown.js';
import { fieldAt, scalarText } from '../../model/cluster.js';

/**
 * Why it is not known that network policies are enforced: Amazon's own network plug-in does so only when told to
 * (`enableNetworkPolicy` of the vpc-cni add-on). Elsewhere, and with Calico or Cilium in sight, enforcement is taken for granted.
 */
export function enforcementReasons(graph: ResourceGraph): readonly Reason[] {
  const [eks] = graph.byType('aws.eks.cluster');
  if (!eks) return [];
  const replaced = graph.resources.some(({ cluster }) => cluster && /^(calico|cilium|antrea|weave)/.test(cluster.name));
  if (replaced) return [];
  const enabled = graph.byType('aws.eks.addon').some(({ declarations }) =>
    declarations.some(({ body }) => {
      const values = scalarText(fieldAt(body, 'configuration_values') ?? fieldAt(body, 'ConfigurationValues')) ?? '';
      return /"?enableNetworkPolicy"?\s*:\s*"?true"?/.test(values);
    }),
  );
  return enabled
    ? []
    : [{ code: 'controller', subject: 'whether the network plug-in enforces network policies', at: eks.location }];
}
