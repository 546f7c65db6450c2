export { openSource, type SourceResult } from './open.js';
export { memoryTree } from './memory-tree.js';
export { readPolicyFolder } from './policy-folder.js';
export { renderHelm } from './render-helm.js';
