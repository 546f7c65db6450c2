import type { ResourceGraph } from '../graph/types.js';
import type { Match } from '../model/threat.js';
import { type Context, createContext } from './context.js';
import { matchAttack } from './match/attack.js';
import { matchElement } from './match/element.js';
import { matchFlow } from './match/flow.js';
import { matchPath } from './match/path.js';
import { toMatch, type Witness } from './match/witness.js';
import type { Policy, PolicyMatch } from './policy.js';

/**
 * Everything the policies say about the graph, in the order of the policies and then of the graph. Two witnesses of one
 * policy with the same participants are one match; the more certain one stays.
 */
export function evaluatePolicies(policies: readonly Policy[], graph: ResourceGraph): readonly Match[] {
  const context = createContext(graph);
  return withoutSubsumed(
    policies.flatMap((policy) => evaluatePolicy(policy, context)),
    policies,
    graph,
  );
}

function evaluatePolicy(policy: Policy, context: Context): readonly Match[] {
  const found = new Map<string, Match>();
  for (const witness of witnesses(policy.match, context)) {
    const match = toMatch(policy, witness, context);
    const key = [match.subject, ...match.related, match.detail ?? ''].join('\n');
    const before = found.get(key);
    if (!before || (before.certainty === 'unknown' && match.certainty === 'yes')) found.set(key, match);
  }
  return withoutTemplates([...found.values()], context.graph);
}

/** What is made from a template stands for it: a group of hosts and its launch template are not accused of the same twice. */
function withoutTemplates(matches: readonly Match[], graph: ResourceGraph): readonly Match[] {
  const made = new Set(
    matches.flatMap(({ subject }) => graph.outgoing(subject, 'instantiates').map((relation) => relation.to)),
  );
  return made.size === 0 ? matches : matches.filter(({ subject }) => !made.has(subject));
}

function witnesses(match: PolicyMatch, context: Context): readonly Witness[] {
  switch (match.shape) {
    case 'element':
    case 'principal':
      return matchElement(match, context);
    case 'flow':
      return matchFlow(match, context);
    case 'path':
      return matchPath(match, context);
    case 'attack':
      return matchAttack(match, context);
  }
}

/**
 * A special policy stands for the general ones that it names, where one of its participants is the subject of theirs. One
 * that is undecided does not stand for one that is certain.
 */
function withoutSubsumed(
  matches: readonly Match[],
  policies: readonly Policy[],
  graph: ResourceGraph,
): readonly Match[] {
  const subsumes = new Map(policies.map((policy) => [policy.id, policy.subsumes]));
  const replaced = new Set<string>();
  const alternatives = new Set(graph.paths.flatMap((path) => (path.alternativeTo === undefined ? [] : [path.id])));
  for (const match of matches) {
    // The cheapest way to the same target stays a threat of its own.
    if (match.path !== undefined && alternatives.has(match.path)) continue;
    for (const other of subsumes.get(match.policy) ?? []) {
      for (const certainty of match.certainty === 'yes' ? ['yes', 'unknown'] : ['unknown']) {
        for (const id of [match.subject, ...match.related]) replaced.add(`${other} ${certainty} ${id}`);
      }
    }
  }
  return matches.filter((match) => !replaced.has(`${match.policy} ${match.certainty} ${match.subject}`));
}
