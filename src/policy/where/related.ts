import type { Relation, RelationKind } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';
import { mergeReasons } from '../../model/unknown.js';
import type { Context } from '../context.js';
import { describeRelation, relationVerb } from '../describe.js';
import { always, both, never, type Outcome, undecided, type Fix } from '../outcome.js';
import type { Condition, Related, Step } from '../policy.js';
import { holds } from './condition.js';
import { matchWhere } from './where.js';

/** How many relations of one resource are looked at; a hub with more is answered by its first ones. */
const relationLimit = 5000;

/**
 * Three-valued: does the resource have (or lack) such a relation? `taken` are participants that already have another name:
 * two names of one pattern never mean the same resource.
 */
export function matchRelated(
  related: Related,
  resource: Resource,
  context: Context,
  taken: ReadonlySet<string> = new Set(),
): Outcome {
  const found = findRelated(related, resource, context, taken);
  if (!related.negate) return found;
  if (found.truth === 'yes') return never;
  if (found.truth === 'unknown') return { ...found, bindings: {} };
  const text = describeAbsence(related, resource);
  return { ...always, evidence: [{ text, locations: [resource.location] }] };
}

/** `aws_lambda_function.orders logs to nothing`, `no edge/cdn fronts aws_lb.shop` */
function describeAbsence(related: Related, resource: Resource): string {
  const what = related.where?.kind?.join(' or ');
  const verb = related.relation.map(relationVerb).join(' or ');
  if (related.direction === 'in') return `${what ? `no ${what}` : 'nothing'} ${verb} ${resource.address}`;
  return `${resource.address} ${verb} ${what ? `no ${what}` : 'nothing'}`;
}

function findRelated(related: Related, resource: Resource, context: Context, taken: ReadonlySet<string>): Outcome {
  const wanted = related.atLeast ?? 1;
  const sure: Outcome[] = [];
  const open: Outcome[] = [];
  for (const relation of relationsOf(related, resource, context)) {
    if (related.as !== undefined && taken.has(related.direction === 'out' ? relation.to : relation.from)) continue;
    const outcome = matchRelation(related, relation, context);
    if (outcome.truth === 'yes') sure.push(outcome);
    else if (outcome.truth === 'unknown') open.push(outcome);
    if (sure.length >= wanted) return mergeFirst(sure, related);
  }
  open.push(...unresolvedOf(related, resource, context));
  const unresolvedIsEnough = related.where === undefined && related.attrs === undefined && related.direction === 'out';
  if (unresolvedIsEnough && hasUnresolved(related, resource, context) && wanted === 1) return always;
  return sure.length + open.length >= wanted ? mergeFirst([...sure, ...open], related) : never;
}

/** The relations of a resource in one direction, of the wanted kinds. */
export function relationsOf(
  wanted: Pick<Step, 'relation' | 'direction'>,
  resource: Resource,
  context: Context,
): readonly Relation[] {
  const { graph } = context;
  const of = (kind: RelationKind): readonly Relation[] =>
    wanted.direction === 'out' ? graph.outgoing(resource.id, kind) : graph.incoming(resource.id, kind);
  const [only] = wanted.relation;
  const found = wanted.relation.length === 1 && only !== undefined ? of(only) : wanted.relation.flatMap(of);
  return found.length > relationLimit ? found.slice(0, relationLimit) : found;
}

/** Is the relation, and the resource at its other end, as wanted? */
export function matchRelation(wanted: Step | Related, relation: Relation, context: Context): Outcome {
  const other = context.graph.resource(wanted.direction === 'out' ? relation.to : relation.from);
  if (!other || !attrsHold(wanted.attrs, relation)) return never;
  const far = wanted.where ? matchWhere(wanted.where, other, context) : always;
  // Most far ends are not as wanted: only what is gets put into words.
  if (far.truth === 'no') return never;
  return both(relationOutcome(relation, wanted.as ? { [wanted.as]: other.id } : {}, context), far);
}

function relationOutcome(relation: Relation, bindings: Record<string, string>, context: Context): Outcome {
  const evidence = [{ text: describeRelation(relation, context.graph), locations: relation.because }];
  const fixes = statementOf(relation);
  return relation.certainty === 'certain'
    ? { ...always, evidence, bindings, fixes }
    : { ...undecided(relation.unknowns ?? [], evidence, fixes), bindings };
}

/** What lets a principal become another is to be changed where the statement stands, not at the principal. */
const statementOf = ({ kind, from, because: [location] }: Relation): readonly Fix[] =>
  kind === 'escalates-to' && location ? [{ fact: kind, resource: from, location }] : [];

function attrsHold(attrs: Readonly<Record<string, Condition>> | undefined, relation: Relation): boolean {
  if (attrs === undefined) return true;
  for (const name in attrs) {
    const condition = attrs[name] as Condition;
    const value = relation.attrs?.[name];
    if (value === undefined ? condition.absent !== true : !holds(condition, value)) return false;
  }
  return true;
}

const hasUnresolved = (related: Related, resource: Resource, context: Context): boolean =>
  related.relation.some((kind) => context.graph.unresolved(resource.id, kind).length > 0);

/** A link whose other end cannot be told may lead to what is wanted. */
function unresolvedOf(related: Related, resource: Resource, context: Context): readonly Outcome[] {
  if (related.direction !== 'out') return [];
  return related.relation.flatMap((kind) =>
    context.graph.unresolved(resource.id, kind).map((link) =>
      undecided(link.reasons, [
        {
          text: `${resource.address} ${relationVerb(kind)} something that is not known`,
          locations: link.link.because,
        },
      ]),
    ),
  );
}

/** Evidence of the first three; the rest adds nothing that a reader needs. */
function mergeFirst(outcomes: readonly Outcome[], related: Related): Outcome {
  const shown = outcomes.slice(0, Math.max(1, Math.min(3, related.atLeast ?? 1)));
  const joined = both(...shown);
  const isOpen = outcomes.slice(0, related.atLeast ?? 1).some((outcome) => outcome.truth === 'unknown');
  if (!isOpen) return joined;
  return { ...joined, truth: 'unknown', unknowns: mergeReasons(...outcomes.map((outcome) => outcome.unknowns)) };
}
