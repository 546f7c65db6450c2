import type { z } from 'zod';
import type { Diagnostic } from '../../model/diagnostic.js';
import { vocabulary } from '../../model/vocabulary/index.js';
import { matchShapes } from './match-schema.js';
import { suggest } from './suggest.js';
import type { YamlFile } from './yaml.js';

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

const whereKeys = ['kind', 'type', 'element', 'managed', 'name', 'tags', 'attributes', 'related', 'any', 'all', 'not'];
const policyKeys = [
  'id', 'aliases', 'title', 'stride', 'severity', 'references', 'match', 'risk', 'fix', 'subsumes', 'threat',
  'reasoning', 'falsePositives', 'mitigation', 'examples',
]; // biome-ignore format: a list
const factNames = vocabulary.map((fact) => fact.name);

/** One diagnostic for each thing that is wrong with a policy, at the key or value that is wrong. */
export function explainIssues(issues: readonly Issue[], yaml: YamlFile): readonly Diagnostic[] {
  return issues
    .flatMap((issue) => flatten(issue, [], yaml.data))
    .map((problem) => ({
      severity: 'error',
      code: 'policy-invalid',
      summary: problem.message,
      detail: 'This policy is left out; all others are used. `schemas/policy.schema.json` describes the format.',
      location: yaml.locate(problem.path, problem.part),
    }));
}

interface Problem {
  readonly path: Path;
  readonly part: 'key' | 'value';
  readonly message: string;
}

function flatten(issue: Issue, base: Path, data: unknown): readonly Problem[] {
  const path = [...base, ...(issue.path as Path)];
  if (issue.code === 'invalid_union') {
    const branch = bestBranch(issue.errors, at(data, path), path);
    if (branch.some((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys'))
      return branch.flatMap((inner) => flatten(inner, path, data));
    return [{ path, part: 'value', message: unionMessage(issue.errors, at(data, path), path) }];
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], part: 'key', message: unknownKey(key, path) }));
  }
  return [{ path, part: 'value', message: describe(issue, at(data, path), path) }];
}

/** The branch that the author meant: for `match`, the one whose key is there; else the one that gets furthest. */
function bestBranch(branches: readonly (readonly Issue[])[], data: unknown, path: Path): readonly Issue[] {
  if (path.length === 1 && path[0] === 'match' && typeof data === 'object' && data !== null) {
    const index = Object.keys(matchShapes).findIndex((shape) => shape in data);
    if (index >= 0) return branches[index] ?? [];
  }
  const reach = (branch: readonly Issue[]): number =>
    Math.max(...branch.map((issue) => issue.path.length * 2 + (issue.code === 'unrecognized_keys' ? 1 : 0)));
  return [...branches].sort((a, b) => reach(b) - reach(a) || a.length - b.length)[0] ?? [];
}

function unknownKey(key: string, path: Path): string {
  const isFact = key.includes('.');
  const known = isFact ? factNames : path.length === 0 ? policyKeys : [...whereKeys, ...factNames, ...otherKeys];
  const near = suggest(key, known);
  const what = isFact ? `unknown fact "${key}"` : `unknown key "${key}"${path.length ? ` in ${path.join('.')}` : ''}`;
  return near ? `${what}: did you mean "${near}"?` : what;
}

const otherKeys = [
  'element', 'flow', 'path', 'attack', 'principal', 'where', 'steps', 'relation', 'to', 'from', 'attrs', 'as', 'repeat',
  'without', 'can', 'access', 'escalates', 'runsOn', 'assumes', 'effect', 'through', 'action', 'maxCost', 'crosses',
  'encrypted', 'authenticated', 'guarded', 'throttled', 'inspected', 'crossing', 'grade', 'subject', 'returns', 'is', 'in', 'notIn', 'atLeast', 'atMost', 'contains',
  'containsAny', 'hasWord', 'absent', 'ease', 'entry',
]; // biome-ignore format: a list

/** All values that some branch would have taken. */
function unionMessage(branches: readonly (readonly Issue[])[], data: unknown, path: Path): string {
  const values = branches.flat().flatMap((issue) => (issue.code === 'invalid_value' ? issue.values.map(String) : []));
  if (values.length > 0) return wrongValue(data, values, path);
  const expected = [...new Set(branches.flat().map((issue) => expectedOf(issue)))]
    .map((word) => (word === 'a map' && path.length > 1 ? 'a comparison' : word))
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1');
  return `${path.join('.') || 'the file'} must be ${expected}, not ${show(data)}`;
}

function describe(issue: Issue, data: unknown, path: Path): string {
  const name = path.join('.') || 'the file';
  if (issue.code === 'invalid_value') return wrongValue(data, issue.values.map(String), path);
  if (issue.code === 'invalid_type') {
    return data === undefined ? `${name} is missing` : `${name} must be ${expectedOf(issue)}, not ${show(data)}`;
  }
  return `${name}: ${issue.message}`;
}

function wrongValue(data: unknown, values: readonly string[], path: Path): string {
  const near = typeof data === 'string' ? suggest(data, values) : undefined;
  const hint = near ? `: did you mean "${near}"?` : `; it is one of ${values.slice(0, 12).join(', ')}`;
  return `${path.join('.')} cannot be ${show(data)}${hint}`;
}

const typeWords: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  number: 'a number',
  string: 'text',
  array: 'a list',
  record: 'a map',
  object: 'a map',
};

function expectedOf(issue: Issue): string {
  if (issue.code !== 'invalid_type') return issue.code === 'unrecognized_keys' ? 'other keys' : issue.message;
  return typeWords[issue.expected] ?? issue.expected;
}

const show = (data: unknown): string =>
  data === undefined ? 'missing' : typeof data === 'object' ? (Array.isArray(data) ? 'a list' : 'a map') : `"${data}"`;

function at(data: unknown, path: Path): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[String(key)];
  }
  return value;
}
