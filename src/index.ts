export { type Scan, scan, type ScanOptions } from './scan.js';
export { type Format, formats, render, type ReportOptions } from './report/index.js';
export { memoryTree, openSource } from './source/index.js';
export { loadPolicies } from './policy/load.js';
export type { Policy } from './policy/index.js';
export type { ThreatModel } from './model/threat-model.js';
export type { Severity, StrideCategory, Threat } from './model/threat.js';
