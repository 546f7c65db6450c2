import { compareLocations, type Location } from '../../model/location.js';
import type { Resource } from '../../model/resource.js';
import type { Evidence, Match } from '../../model/threat.js';
import type { Context } from '../context.js';
import type { Outcome } from '../outcome.js';
import type { Policy } from '../policy.js';
import { fixOf } from '../where/where.js';

/** What a match operator found: the asset at fault and why. */
export interface Witness {
  readonly subject: Resource;
  readonly outcome: Outcome;
  readonly bindings: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly boundaries?: readonly string[];
  readonly detail?: string;
}

const evidenceLimit = 40;

/** Turns a witness into a match: participants, evidence without repeats, and the attribute to change. */
export function toMatch(policy: Policy, witness: Witness, context: Context): Match {
  const { subject, outcome } = witness;
  const bindings = { ...outcome.bindings, ...witness.bindings };
  const related = [...new Set(Object.values(bindings))].filter((id) => id !== subject.id).sort();
  const fix = chooseFix(policy, witness, context);
  const first = policy.fix === undefined && witness.path === undefined ? fix?.location : undefined;
  return {
    policy: policy.id,
    subject: subject.id,
    related,
    bindings,
    certainty: outcome.truth === 'yes' ? 'yes' : 'unknown',
    assumed: outcome.assumed,
    unknowns: outcome.unknowns,
    evidence: evidenceOf(outcome.evidence, subject, first),
    boundaries: [...(witness.boundaries ?? [])].sort(),
    ...(witness.path !== undefined && { path: witness.path }),
    ...(fix && { fix }),
    ...(witness.detail !== undefined && { detail: witness.detail }),
  };
}

/** Evidence without repeats, first what is to be changed (`first`); a match that rests on nothing else rests on the declaration. */
function evidenceOf(
  evidence: readonly Evidence[],
  subject: Resource,
  first: Location | undefined,
): readonly Evidence[] {
  const byText = new Map(evidence.map((item) => [item.text, item]));
  const decides = ({ locations: [place] }: Evidence): boolean =>
    first !== undefined && place !== undefined && compareLocations(place, first) === 0;
  const all = [...byText.values()];
  const items = [...all.filter(decides), ...all.filter((item) => !decides(item))].slice(0, evidenceLimit);
  return items.length > 0 ? items : [{ text: `${subject.address} is declared`, locations: [subject.location] }];
}

/** The fact that the policy names, else the first one of the subject that says where to write what. */
function chooseFix(policy: Policy, { subject, outcome }: Witness, context: Context): Match['fix'] {
  const named = policy.fix === undefined ? undefined : context.graph.fact(subject.id, policy.fix);
  const own = outcome.fixes.filter((fix) => fix.resource === subject.id);
  const chosen =
    (named && policy.fix !== undefined ? fixOf(policy.fix, named, subject) : undefined) ??
    own.find((fix) => fix.attribute !== undefined) ??
    own.find((fix) => fix.fact === 'escalates-to') ??
    own.find((fix) => fix.location !== undefined) ??
    outcome.fixes.find((fix) => fix.attribute !== undefined);
  if (!chosen) return undefined;
  return {
    ...(chosen.attribute && { attribute: chosen.attribute }),
    ...(chosen.location && { location: chosen.location }),
  };
}
