import { type AccessLevel, actionsOf } from '../data/actions.js';
import type { Statement } from '../document/types.js';
import { isGlob, matches } from '../pattern/glob.js';

/** What a principal's own policies grant in one service, before denies, boundaries and conditions. */
export interface ServicePermissions {
  /** Prefix of its actions; `*` for every service. */
  readonly service: string;
  /** AWS' access levels, in its order; empty when the snapshot does not know the actions. */
  readonly levels: readonly AccessLevel[];
  /** `all`: some grant is for every resource of the service. */
  readonly resources: 'all' | 'some';
  /** True when every grant has a condition. */
  readonly conditional: boolean;
}

const order: readonly AccessLevel[] = ['list', 'read', 'write', 'tagging', 'permissions'];

interface Draft {
  readonly levels: Set<AccessLevel>;
  all: boolean;
  conditional: boolean;
}

/** Allow statements as services and access levels, in order of service (as the IAM console's policy summaries show them). */
export function permissionSummary(statements: readonly Statement[]): readonly ServicePermissions[] {
  const drafts = new Map<string, Draft>();
  for (const statement of statements) {
    if (statement.effect !== 'Allow' || !statement.resource) continue;
    const { action, resource, conditions, maybe } = statement;
    const all = resource.negated || resource.texts.some(({ text }) => text === '*');
    const conditional = conditions.length > 0 || maybe.length > 0;
    for (const text of action.negated ? ['*'] : action.texts.map((entry) => entry.text))
      put(drafts, text.toLowerCase(), all, conditional);
  }
  return [...drafts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([service, { levels, all, conditional }]) => ({
      service,
      levels: order.filter((level) => levels.has(level)),
      resources: all ? 'all' : 'some',
      conditional,
    }));
}

function put(drafts: Map<string, Draft>, pattern: string, all: boolean, conditional: boolean): void {
  const colon = pattern.indexOf(':');
  const prefix = colon < 0 ? '*' : pattern.slice(0, colon);
  const service = isGlob(prefix) ? '*' : prefix;
  const draft = drafts.get(service) ?? { levels: new Set<AccessLevel>(), all: false, conditional: true };
  drafts.set(service, draft);
  draft.all ||= all;
  draft.conditional &&= conditional;
  for (const level of service === '*' ? order : levelsOf(service, pattern.slice(colon + 1))) draft.levels.add(level);
}

function levelsOf(service: string, name: string): readonly AccessLevel[] {
  const known = actionsOf(service);
  const exact = known.get(name);
  if (exact) return exact.levels;
  return [...known].flatMap(([action, facts]) => (matches(name, action) ? facts.levels : []));
}
