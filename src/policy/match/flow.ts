import type { DataFlow } from '../../model/analysis.js';
import type { Grade } from '../../model/relation.js';
import type { Truth } from '../../model/tri.js';
import type { Context } from '../context.js';
import { always, both, never, type Outcome, undecided } from '../outcome.js';
import type { PolicyMatch } from '../policy.js';
import { isWanted } from './candidates.js';
import type { Witness } from './witness.js';

type FlowMatch = Extract<PolicyMatch, { shape: 'flow' }>;

/** Weakest first. */
const grades: readonly Grade[] = ['possible', 'permitted', 'configured', 'declared'];

/** One witness for each interaction that is as wanted (STRIDE per interaction). */
export function matchFlow(match: FlowMatch, context: Context): readonly Witness[] {
  return context.graph.flows.flatMap((flow) => {
    if (!isPossible(match, flow)) return [];
    const crossed = flow.crosses.filter((id) => crosses(match, id, context));
    const outcome = matchOne(match, flow, crossed, context);
    const subject = context.graph.resource(match.subject === 'from' ? flow.from : flow.to);
    if (outcome.truth === 'no' || !subject) return [];
    return [{ subject, outcome, bindings: { from: flow.from, to: flow.to }, boundaries: crossed, detail: flow.kind }];
  });
}

/** The conditions that are never unknown and cost little to ask. */
function isPossible(match: FlowMatch, flow: DataFlow): boolean {
  if (match.kind && !match.kind.includes(flow.kind)) return false;
  if (match.grade && grades.indexOf(flow.grade) < grades.indexOf(match.grade)) return false;
  if (match.guarded !== undefined && match.guarded !== flow.guards.length > 0) return false;
  return !match.crossing || flow.crossings.some((crossing) => crossing.state === match.crossing);
}

function matchOne(match: FlowMatch, flow: DataFlow, crossed: readonly string[], context: Context): Outcome {
  if (match.crosses !== undefined && crossed.length === 0) return never;
  const from = isWanted(match.from, flow.from, context);
  if (from.truth === 'no') return never;
  const to = isWanted(match.to, flow.to, context);
  if (to.truth === 'no') return never;
  return both(
    from,
    to,
    truth(match.encrypted, flow.encrypted, flow),
    truth(match.authenticated, flow.authenticated, flow),
    truth(match.throttled, flow.throttled, flow),
    truth(match.inspected, flow.inspected, flow),
    itself(flow, context),
  );
}

/** The flow as evidence; a conditional flow is an undecided one. */
function itself(flow: DataFlow, context: Context): Outcome {
  const name = (id: string): string => context.graph.resource(id)?.address ?? id;
  const evidence = [
    { text: `${name(flow.from)} ${flow.kind} ${name(flow.to)} (${flow.grade})`, locations: flow.because },
  ];
  return flow.certainty === 'certain' ? { ...always, evidence } : undecided(flow.unknowns, evidence);
}

function truth(wanted: boolean | undefined, actual: Truth, flow: DataFlow): Outcome {
  if (wanted === undefined) return always;
  if (actual === 'unknown') return undecided(flow.unknowns);
  return wanted === (actual === 'yes') ? always : never;
}

function crosses(match: FlowMatch, boundary: string, context: Context): boolean {
  if (match.crosses === undefined || match.crosses === true) return match.crosses === true;
  return boundary.startsWith(`tb:${match.crosses}:`) || context.dimensions.get(boundary) === match.crosses;
}
