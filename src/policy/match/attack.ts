import type { AttackPath, Hop } from '../../model/analysis.js';
import { mergeReasons } from '../../model/unknown.js';
import type { Context } from '../context.js';
import { always, both, either, negate, never, type Outcome } from '../outcome.js';
import type { PolicyMatch, Through } from '../policy.js';
import { isWanted } from './candidates.js';
import type { Witness } from './witness.js';

type AttackMatch = Extract<PolicyMatch, { shape: 'attack' }>;

/** One witness for each attack path (made by infer/attack) that is as wanted. */
export function matchAttack(match: AttackMatch, context: Context): readonly Witness[] {
  const told = new Set<string>();
  return context.graph.paths.flatMap((path) => {
    // A further way to the same target is news only for a pattern that the cheapest way does not fit.
    if (path.alternativeTo !== undefined && (!match.through || told.has(path.alternativeTo))) return [];
    if (path.impliedBy !== undefined) return [];
    if (match.effect && !match.effect.includes(path.effect)) return [];
    if (match.maxCost !== undefined && path.cost > match.maxCost) return [];
    const from = isWanted(match.from, path.from, context);
    if (from.truth === 'no') return [];
    const to = isWanted(match.to, path.to, context);
    if (to.truth === 'no') return [];
    const outcome = both(
      from,
      to,
      ...(match.through ?? []).map((through) => matchThrough(through, path.hops, context)),
    );
    if (outcome.truth === 'no') return [];
    told.add(path.alternativeTo ?? path.id);
    return witnessOf(match, path, outcome, context);
  });
}

function matchThrough(through: Through, hops: readonly Hop[], context: Context): Outcome {
  const outcome = either(
    ...hops.map((hop): Outcome => {
      if (through.action && !through.action.includes(hop.action)) return never;
      const ends = both(isWanted(through.from, hop.from, context), isWanted(through.to, hop.to, context));
      return through.as && ends.truth !== 'no'
        ? { ...ends, bindings: { ...ends.bindings, [through.as]: hop.to } }
        : ends;
    }),
  );
  return through.negate ? negate(outcome) : outcome;
}

function witnessOf(match: AttackMatch, path: AttackPath, outcome: Outcome, context: Context): readonly Witness[] {
  const entry = path.hops.find((hop) => context.graph.resource(hop.to)?.dialect !== 'synthetic')?.to ?? path.to;
  const bindings: Record<string, string> = { ...outcome.bindings, from: path.from, to: path.to, entry };
  const subject = context.graph.resource(bindings[match.subject ?? 'to'] ?? path.to);
  if (!subject) return [];
  const hops = hopsOutcome(path);
  // The hops tell the story; what else was asked for comes after.
  const whole = both(hops, outcome);
  const boundaries = [...new Set(path.hops.flatMap((hop) => hop.crosses))];
  return [{ subject, outcome: whole, bindings, path: path.id, boundaries }];
}

function hopsOutcome(path: AttackPath): Outcome {
  const evidence = path.hops.map((hop) => ({ text: hop.text, locations: hop.because }));
  if (path.confidence !== 'possible') return { ...always, evidence, assumed: path.confidence === 'likely' };
  return { ...always, truth: 'unknown', evidence, unknowns: mergeReasons(...path.hops.map((hop) => hop.unknowns)) };
}
