import type { ResourceGraph } from '../graph/types.js';
import type { Fact } from '../model/fact.js';
import type { Relation, RelationKind } from '../model/relation.js';
import type { Resource } from '../model/resource.js';
import { describeReason } from '../model/unknown.js';
import { factDefinitions } from '../model/vocabulary/index.js';

/** `aws_s3_bucket.scans: storage.anonymousRead is true. Callers without credentials can read its data.` */
export function describeFact(resource: Resource, name: string, fact: Fact): string {
  const about = factDefinitions.get(name)?.about;
  if (fact.state === 'unknown') {
    const why = fact.reasons.map(describeReason).join('; ');
    return `${resource.address}: ${name} is not known${why ? ` (${why})` : ''}`;
  }
  const value = typeof fact.value === 'object' ? fact.value.join(', ') : String(fact.value);
  const assumed = fact.assumed ? ' by default' : '';
  return `${resource.address}: ${name} is ${value}${assumed}${about && fact.value === true ? `. ${about}` : ''}`;
}

/** `aws_lambda_function.orders runs as aws_iam_role.orders` */
export function describeRelation(relation: Relation, graph: ResourceGraph): string {
  const access = relation.attrs?.['access'];
  const detail = access === undefined ? '' : ` (${typeof access === 'object' ? access.join(', ') : access})`;
  const may = relation.certainty === 'conditional' ? 'perhaps ' : '';
  const how = relation.kind === 'escalates-to' ? relation.attrs?.['text'] : undefined;
  if (typeof how === 'string') return `${nameOf(relation.from, graph)} ${may}${how}`;
  return `${nameOf(relation.from, graph)} ${may}${relationVerb(relation.kind)}${detail} ${nameOf(relation.to, graph)}`;
}

const nameOf = (id: string, graph: ResourceGraph): string => graph.resource(id)?.address ?? id;

const verbs: Partial<Record<RelationKind, string>> = {
  can: 'can act on',
  reaches: 'can connect to',
  'encrypts-with': 'is encrypted with',
  'escalates-to': 'can become',
  'can-assume': 'can assume',
  'protected-by': 'is protected by',
  'attached-to': 'is attached to',
};

/** The relation's kind as a verb: `runs-as` -> `runs as`. */
export const relationVerb = (kind: RelationKind): string => verbs[kind] ?? kind.replaceAll('-', ' ');
