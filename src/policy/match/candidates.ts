import type { Resource } from '../../model/resource.js';
import { always, both, type Outcome, undecided } from '../outcome.js';
import type { Context } from '../context.js';
import type { Where } from '../policy.js';
import { matchWhere } from '../where/where.js';

/** A resource that is, or may be, as wanted. */
export interface Candidate {
  readonly resource: Resource;
  readonly outcome: Outcome;
}

/**
 * All resources that may be as `where` says, by index: type, then kind. Only what this code manages, unless `where` says
 * otherwise. A resource whose existence is undecided is an undecided candidate.
 */
export function candidates(where: Where, context: Context): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const resource of indexed(where, context)) {
    if (where.managed === undefined && !resource.managed) continue;
    if (resource.exists.truth === 'no') continue;
    const outcome = matchWhere(where, resource, context);
    if (outcome.truth === 'no') continue;
    found.push({ resource, outcome: both(outcome, existence(resource)) });
  }
  return found;
}

/** Like `candidates`, for the far end of something: managed or not. */
export function isWanted(where: Where | undefined, id: string, context: Context): Outcome {
  const resource = context.graph.resource(id);
  if (!resource) return where === undefined ? always : { ...always, truth: 'no' };
  return where === undefined ? always : matchWhere(where, resource, context);
}

const existence = (resource: Resource): Outcome =>
  resource.exists.truth === 'unknown' ? undecided(resource.exists.unknowns) : always;

function indexed(where: Where, { graph }: Context): readonly Resource[] {
  if (where.type) return unique(where.type.flatMap((type) => graph.byType(type)));
  if (where.kind) {
    return unique(where.kind.flatMap((kind) => graph.byKind(kind.includes('/') ? kind : `${kind}/`)));
  }
  return graph.resources;
}

const unique = (resources: readonly Resource[]): readonly Resource[] => [...new Set(resources)];
