import { mkdirSync, writeFileSync } from 'node:fs';
import { threatModelSchemaText } from '../src/report/model-schema.js';
import { goldenReports } from './golden-reports.js';
import { catalogIndex } from './generate-catalog-index.js';
import { compiledPolicies, policySchemaText } from './generate-policies.js';

/** Everything in the repository that is made from something else. The house test compares each with what is committed. */
export const generated: readonly { readonly path: string; make(): string | Promise<string> }[] = [
  { path: 'src/catalog/aws/index.ts', make: () => catalogIndex('aws') },
  { path: 'src/catalog/kubernetes/index.ts', make: () => catalogIndex('kubernetes') },
  { path: 'data/policies.json', make: compiledPolicies },
  { path: 'schemas/policy.schema.json', make: policySchemaText },
  { path: 'schemas/threat-model.schema.json', make: threatModelSchemaText },
  ...goldenReports,
];

if (process.argv[1]?.endsWith('generate.ts')) {
  for (const { path, make } of generated) {
    const file = new URL(`../${path}`, import.meta.url);
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(file, await make());
    process.stderr.write(`wrote ${path}\n`);
  }
}
