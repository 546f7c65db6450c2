export { chokePoints } from './choke-points.js';
export { exceedsGate } from './gate.js';
export { matrix } from './matrix.js';
export { rate } from './rate.js';
export type { RatedPolicy } from './rated-policy.js';
