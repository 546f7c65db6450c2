export { evaluatePolicies } from './evaluate.js';
export type { Policy } from './policy.js';
