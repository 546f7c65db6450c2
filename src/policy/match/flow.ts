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
    const crossed = flow.crosses.filter((id) => crosses(match, id, context));
    const outcome = matchOne(match, flow, crossed, context);
    const subject = context.graph.resource(match.subject === 'from' ? flow.from : flow.to);
    if (outcome.truth === 'no' || !subject) return [];
    return [{ subject, outcome, bindings: { from: flow.from, to: flow.to }, boundaries: crossed, detail: flow.kind }];
  });
}

function matchOne(match: FlowMatch, flow: DataFlow, crossed: readonly string[], context: Context): Outcome {
  if (match.kind && !match.kind.includes(flow.kind)) return never;
  if (match.grade && grades.indexOf(flow.grade) < grades.indexOf(match.grade)) return never;
  if (match.crosses !== undefined && crossed.length === 0) return never;
  if (match.guarded !== undefined && match.guarded !== flow.guards.length > 0) return never;
  if (match.crossing && !flow.crossings.some((crossing) => crossing.state === match.crossing)) return never;
  return both(
    isWanted(match.from, flow.from, context),
    isWanted(match.to, flow.to, context),
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
  return boundary.startsWith(`tb:${match.crosses}:`) || dimensionOf(boundary, context) === match.crosses;
}

const dimensionOf = (id: string, context: Context) =>
  context.graph.boundaries.find((boundary) => boundary.id === id)?.dimension;
