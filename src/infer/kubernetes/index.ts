import type { Additions, ResourceGraph } from '../../graph/index.js';
import { CloudPass } from './cloud/pass.js';
import { Cluster } from './cluster.js';
import { creatorFacts } from './creators.js';
import { enforcementReasons } from './enforcement.js';
import { escapePass } from './escape.js';
import { ExposurePass } from './exposure/pass.js';
import { nodeGroups } from './exposure/service.js';
import { Findings } from './findings.js';
import { flowRelations } from './flows.js';
import { imageRelations } from './images.js';
import { crossNamespaceReach, namespaceFacts } from './namespace-facts.js';
import { NetworkPolicies } from './network-policy/decide.js';
import { quotaFacts } from './quotas.js';
import { RbacPass } from './rbac/pass.js';
import { ServiceAccounts } from './service-account.js';
import { clusterAdminResource, clusterNodeId, clusterNodeResource } from './synthetic.js';

export { withCluster } from './connections.js';
export { clusterReach } from './reach.js';

/**
 * Everything about a Kubernetes cluster that no file states (spec/E): exposure, network policies, RBAC, ways out of pods, and
 * the ties to its cloud account. Comes after the identity pass, whose trusts it joins with service accounts.
 */
export function clusterPass(graph: ResourceGraph): Additions {
  const cluster = new Cluster(graph);
  if (cluster.isEmpty && graph.byType('aws.eks.cluster').length === 0) return {};
  const out = new Findings();
  const policies = new NetworkPolicies(cluster, enforcementReasons(graph));
  const accounts = new ServiceAccounts(cluster);
  const groups = nodeGroups(cluster).map(({ id }) => id);
  const nodes = groups.length > 0 ? groups : [clusterNodeId];
  const exposure = new ExposurePass(cluster, policies, out);
  exposure.run();
  flowRelations(cluster, out);
  imageRelations(cluster, out);
  quotaFacts(cluster, out);
  const cloud = new CloudPass(cluster, accounts, out);
  cloud.run();
  cloud.nodeRoles(exposure, policies);
  const rbac = new RbacPass(cluster, accounts, nodes, out);
  rbac.run(cloud.accountsWithRole);
  const worthwhile = new Set([...cloud.accountsWithRole, ...rbac.powerful]);
  escapePass(cluster, accounts, exposure, nodes, worthwhile, out);
  namespaceFacts(cluster, rbac.grants, out);
  creatorFacts(cluster, accounts, rbac, worthwhile, out);
  crossNamespaceReach(cluster, exposure, policies, out);
  const synthetic = [clusterAdminResource(), ...(groups.length > 0 ? [] : [clusterNodeResource()])];
  return {
    resources: [...synthetic, ...accounts.undeclared, ...out.resources],
    relations: out.relations,
    facts: out.facts,
  };
}
