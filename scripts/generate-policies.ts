import { readdirSync, readFileSync } from 'node:fs';
import { printCompiled } from '../src/policy/compiled.js';
import { policySchema } from '../src/policy/file/json-schema.js';
import { loadPolicies } from '../src/policy/load.js';
import type { PolicyFile } from '../src/policy/policy.js';

const root = new URL('../', import.meta.url);

/** All files of policies/, by path. */
export function policyFiles(): readonly PolicyFile[] {
  return readdirSync(new URL('policies/', root), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .sort()
    .map((path) => ({
      path: `policies/${path.replaceAll('\\', '/')}`,
      text: readFileSync(new URL(`policies/${path}`, root), 'utf8'),
    }));
}

/** The text of data/policies.json. A built-in policy that is not valid is our bug. */
export function compiledPolicies(): string {
  const { policies, diagnostics } = loadPolicies(policyFiles());
  const [problem] = diagnostics;
  if (problem) throw new Error(`${problem.location?.file}:${problem.location?.start.line} ${problem.summary}`);
  return printCompiled(policies);
}

/** The text of schemas/policy.schema.json. */
export const policySchemaText = (): string => `${JSON.stringify(policySchema(), null, 2)}\n`;
