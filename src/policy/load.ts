import type { Diagnostic } from '../model/diagnostic.js';
import { factDefinitions } from '../model/vocabulary/index.js';
import { explainIssues } from './file/issues.js';
import { normalizePolicy } from './file/normalize.js';
import { policySchemaDefinition } from './file/policy-schema.js';
import { suggest } from './file/suggest.js';
import { parseYaml, type YamlFile } from './file/yaml.js';
import type { Policy, PolicyFile } from './policy.js';

export interface LoadedPolicies {
  readonly policies: readonly Policy[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads and checks policy files (DESIGN §5). A broken one costs only itself. `taken` are ids that are in use already
 * (those of the built-in policies, which a user's file cannot replace).
 */
export function loadPolicies(files: readonly PolicyFile[], taken: readonly string[] = []): LoadedPolicies {
  const policies = new Map<string, Policy>();
  const diagnostics: Diagnostic[] = [];
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))) {
    const loaded = loadOne(file);
    diagnostics.push(...loaded.diagnostics);
    for (const { policy, yaml } of loaded.policies) {
      const owner = policies.get(policy.id)?.file ?? (taken.includes(policy.id) ? 'the built-in policies' : undefined);
      if (owner) diagnostics.push(duplicate(policy, owner, yaml));
      else policies.set(policy.id, policy);
    }
  }
  return { policies: [...policies.values()], diagnostics };
}

interface LoadedFile {
  readonly policies: readonly { readonly policy: Policy; readonly yaml: YamlFile }[];
  readonly diagnostics: readonly Diagnostic[];
}

function loadOne(file: PolicyFile): LoadedFile {
  const parsed = parseYaml(file.text, file.path);
  if (!parsed.ok) return { policies: [], diagnostics: [parsed.diagnostic] };
  const { yaml } = parsed;
  const checked = policySchemaDefinition.safeParse(yaml.data, { reportInput: false });
  if (!checked.success) return { policies: [], diagnostics: explainIssues(checked.error.issues, yaml) };
  const policy = normalizePolicy(checked.data, file.path);
  const diagnostics = checkNames(policy, yaml);
  return { policies: diagnostics.length > 0 ? [] : [{ policy, yaml }], diagnostics };
}

/** What the schema cannot say: `fix` names a fact, and the braces of the texts name participants. */
function checkNames(policy: Policy, yaml: YamlFile): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const add = (summary: string, path: string): void => {
    const detail = 'This policy is left out; all others are used.';
    diagnostics.push({ severity: 'error', code: 'policy-invalid', summary, detail, location: yaml.locate([path]) });
  };
  if (policy.fix !== undefined && !factDefinitions.has(policy.fix)) {
    const near = suggest(policy.fix, [...factDefinitions.keys()]);
    add(`fix: unknown fact "${policy.fix}"${near ? `: did you mean "${near}"?` : ''}`, 'fix');
  }
  const names = participants(policy);
  for (const key of ['title', 'threat', 'mitigation'] as const) {
    for (const [, name] of policy[key].matchAll(/\{(\w+)\}/g)) {
      if (name === undefined || names.has(name)) continue;
      const near = suggest(name, [...names]);
      add(`${key}: nothing in match is called "${name}"${near ? `: did you mean "${near}"?` : ''}`, key);
    }
  }
  return diagnostics;
}

/** All names that the texts may use: every `as` in the match, and those that a shape gives. */
function participants(policy: Policy): ReadonlySet<string> {
  const names = new Set<string>(['subject', 'detail']);
  const shapeNames = {
    element: [],
    principal: [],
    path: ['end'],
    flow: ['from', 'to'],
    attack: ['from', 'to', 'entry'],
  };
  for (const name of shapeNames[policy.match.shape]) names.add(name);
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 40) return;
    const { as } = value as { readonly as?: unknown };
    if (typeof as === 'string') names.add(as);
    for (const inner of Object.values(value)) visit(inner, depth + 1);
  };
  visit(policy.match, 0);
  return names;
}

const duplicate = (policy: Policy, owner: string, yaml: YamlFile): Diagnostic => ({
  severity: 'error',
  code: 'policy-duplicate',
  summary: `policy id "${policy.id}" is already taken by ${owner}`,
  detail: 'The first one is used. Give this policy an id of its own.',
  location: yaml.locate(['id']),
});
