import type { ResourceGraph } from '../../../graph/index.js';
import type { Relation } from '../../../model/relation.js';
import type { Truth } from '../../../model/tri.js';

/** Which service accounts a role's trust policy names, as infer/identity has read it: `system:serviceaccount:<ns>:<name>`, with globs. */
export interface SubjectTrust {
  readonly subject: string;
  readonly relation: Relation;
}

const prefix = 'system:serviceaccount:';

/** Trusts of a role in the issuer of a cluster. */
export function subjectTrusts(graph: ResourceGraph, role: string): readonly SubjectTrust[] {
  return graph.incoming(role, 'can-assume').flatMap((relation) => {
    const from = graph.resource(relation.from);
    if (!from || (from.kind !== 'external/cluster' && from.kind !== 'external/ci')) return [];
    const start = from.id.indexOf(prefix);
    if (start !== -1)
      return from.id
        .slice(start)
        .split(', ')
        .map((subject) => ({ subject, relation }));
    if (from.kind !== 'external/cluster') return [];
    return [{ subject: from.id.endsWith('/*') ? '*' : '<not known>', relation }];
  });
}

/** Whether the glob of a trust policy admits a service account (IAM `StringLike`: `*` and `?`). */
export function admitsAccount(subject: string, namespace: string, name: string): Truth {
  const text = `${prefix}${namespace}:${name}`;
  if (/[\uE000-\uE002]|\$\{|<[^>]+>/.test(subject)) return 'unknown';
  const pattern = subject
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`).test(text) ? 'yes' : 'no';
}

/** A pattern that admits every account of a namespace, or of all. */
export const isWide = (subject: string): boolean => {
  if (subject === '*' || !subject.startsWith(prefix)) return true;
  const [namespace = '', name = ''] = subject.slice(prefix.length).split(':');
  return /[*?]/.test(namespace) || name === '' || name === '*';
};
