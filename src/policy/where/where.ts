import type { Fact } from '../../model/fact.js';
import type { Resource } from '../../model/resource.js';
import { factDefinitions } from '../../model/vocabulary/index.js';
import type { Context } from '../context.js';
import { describeFact } from '../describe.js';
import { always, both, either, type Fix, negate, never, type Outcome, undecided } from '../outcome.js';
import type { Condition, Where } from '../policy.js';
import { matchAttributes } from './attributes.js';
import { holds, holdsOfNothing } from './condition.js';
import { matchRelated } from './related.js';
import { matchTag } from './tags.js';

/** Three-valued: is the resource like this? Remembered, because policies ask the same of the same again and again. */
export function matchWhere(where: Where, resource: Resource, context: Context): Outcome {
  if (!isLike(where, resource)) return never;
  let known = context.memo.get(where);
  if (!known) context.memo.set(where, (known = new Map()));
  const before = known.get(resource.id);
  if (before) return before;
  // A pattern that comes back to the same question (a cycle of relations) finds it not proven.
  known.set(resource.id, never);
  const outcome = evaluate(where, resource, context);
  known.set(resource.id, outcome);
  return outcome;
}

function evaluate(where: Where, resource: Resource, context: Context): Outcome {
  const parts: Outcome[] = [];
  const add = (part: Outcome): boolean => {
    parts.push(part);
    return part.truth !== 'no';
  };
  for (const name in where.facts)
    if (!add(matchFact(name, where.facts[name] as Condition, resource, context))) return never;
  for (const key in where.tags) if (!add(matchTag(key, where.tags[key] as Condition, resource))) return never;
  if (where.attributes && !add(matchAttributes(where.attributes, resource))) return never;
  const taken = new Set<string>();
  for (const related of where.related ?? []) {
    const found = matchRelated(related, resource, context, taken);
    if (!add(found)) return never;
    for (const id of Object.values(found.bindings)) taken.add(id);
  }
  for (const inner of where.all ?? []) if (!add(matchWhere(inner, resource, context))) return never;
  if (where.any && !add(either(...where.any.map((inner) => matchWhere(inner, resource, context))))) return never;
  if (where.not && !add(negate(matchWhere(where.not, resource, context)))) return never;
  return both(...parts);
}

/** The conditions that are never unknown. */
function isLike(where: Where, resource: Resource): boolean {
  return (
    (where.kind === undefined || where.kind.some((kind) => isKind(resource.kind, kind))) &&
    (where.type === undefined || where.type.some((type) => isType(resource.type, type))) &&
    (where.element === undefined || where.element.includes(resource.element)) &&
    (where.managed === undefined || where.managed === 'any' || where.managed === resource.managed) &&
    (where.name === undefined || holds(where.name, resource.name))
  );
}

/** `data-store` is the family of `data-store/object`. */
export const isKind = (kind: string, wanted: string): boolean => kind === wanted || kind.startsWith(`${wanted}/`);

const isType = (type: string, wanted: string): boolean =>
  wanted.endsWith('.') ? type.startsWith(wanted) : type === wanted;

/** A fact that nobody states does not apply to this kind of resource: then nothing holds of it but `absent`. */
function matchFact(name: string, condition: Condition, resource: Resource, context: Context): Outcome {
  const fact = context.graph.fact(resource.id, name);
  if (!fact) return holdsOfNothing(condition) ? always : never;
  if (fact.state === 'known' && !holds(condition, fact.value, factDefinitions.get(name)?.values)) return never;
  const locations = fact.because.length > 0 ? fact.because : [resource.location];
  const evidence = [{ text: describeFact(resource, name, fact), locations }];
  const fixes = [fixOf(name, fact, resource)];
  if (fact.state === 'unknown') return undecided(fact.reasons, evidence, fixes);
  return { truth: 'yes', evidence, unknowns: [], assumed: fact.assumed === true, bindings: {}, fixes };
}

/** The attribute to change, in the resource's own dialect, and its place. */
export function fixOf(name: string, fact: Fact, resource: Resource): Fix {
  const attribute = resource.dialect === 'synthetic' ? undefined : fact.setBy?.[resource.dialect];
  const [location] = fact.because;
  return { fact: name, resource: resource.id, ...(attribute && { attribute }), ...(location && { location }) };
}
