import { known } from '../../model/fact.js';
import type { Resource } from '../../model/resource.js';
import { syntheticResource } from '../../model/synthetic.js';

/** The right to do everything in the cluster: the end of every escalation inside it. */
export const clusterAdminId = 'ext|cluster-admin';
/** A node of the cluster that no code declares. */
export const clusterNodeId = 'ext|cluster-node';

export const clusterAdminResource = (): Resource => ({
  ...syntheticResource(clusterAdminId, 'identity/role', 'administrator of the cluster'),
  // A type of its own: whoever administers a cluster does not for that administer the account.
  type: 'kubernetes.cluster-administrator',
  element: 'supporting',
  facts: new Map([
    ['identity.administrator', known(true)],
    ['identity.privilege', known('admin')],
  ]),
});

export const clusterNodeResource = (): Resource => ({
  ...syntheticResource(clusterNodeId, 'process/host', 'a node of the cluster'),
  element: 'process',
});
