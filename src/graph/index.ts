export { buildGraph } from './build.js';
export type { Additions, ResourceGraph } from './types.js';
export { findResources } from './find.js';
