import { readFileSync } from 'node:fs';
import type { ThreatModel } from '../../src/model/threat-model.js';
import type { Policy } from '../../src/policy/index.js';
import { type Scan, type ScanOptions, scan } from '../../src/scan.js';
import { memoryTree, openSource } from '../../src/source/index.js';

const root = new URL('../../', import.meta.url);

/** The policies that ship. */
export const builtIn: readonly Policy[] = (
  JSON.parse(readFileSync(new URL('data/policies.json', root), 'utf8')) as { policies: Policy[] }
).policies;

/** Scans one of the fixture systems with everything that ships. */
export async function scanSystem(name: string, options: Partial<ScanOptions> = {}): Promise<Scan> {
  const opened = openSource([`fixtures/systems/${name}`], { cwd: root.pathname });
  if ('error' in opened) throw new Error(opened.error);
  return scan(opened.tree, { root: opened.root, policies: builtIn, ...options });
}

/** Scans texts that are written in a test. */
export async function scanText(
  files: Readonly<Record<string, string>>,
  options: Partial<ScanOptions> = {},
): Promise<ThreatModel> {
  return (await scan(memoryTree(files), { policies: builtIn, ...options })).model;
}

/** `critical unauthenticated-operation aws_api_gateway_method.create_order api.tf:39`, for comparing at a glance. */
export const lines = (model: ThreatModel): readonly string[] =>
  model.threats.map((t) => `${t.severity} ${t.policy} ${t.address} ${t.location.file}:${t.location.start.line}`);
