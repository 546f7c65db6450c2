export { actionsSnapshot } from './data/actions.js';
export { managedPoliciesSnapshot, managedPolicyVersion } from './data/managed-policies.js';
export { analyseIdentity, type IdentityModel } from './model.js';
export { identityPass } from './pass.js';
export type { Answer } from './query/answer.js';
export { principalCan, type PrincipalCan } from './query/principal-can.js';
export { whoCan } from './query/who-can.js';
export { grantReviewPass } from './review/index.js';
