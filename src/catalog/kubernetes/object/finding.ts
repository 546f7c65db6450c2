import { type Fact, known, unknownFact } from '../../../model/fact.js';
import type { Location } from '../../../model/location.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import type { Value } from '../../../model/value.js';
import { possibilities, reasonsOf } from '../../../model/values.js';
import { textOf } from './values.js';

/** Something that a pod does against a rule; with reasons, it only may. */
export interface Finding {
  readonly at: Location;
  readonly unknowns: readonly Reason[];
}

/** A value that must not be what `bad` says; undefined (not written) is judged too. */
export function judge(
  value: Value | undefined,
  bad: (text: string | undefined) => boolean,
  fallback: Location,
): readonly Finding[] {
  if (value === undefined) return bad(undefined) ? [{ at: fallback, unknowns: [] }] : [];
  const place = value.at ?? fallback;
  const arms = possibilities(value);
  const verdicts = arms.map((arm) => {
    if (arm.kind === 'null') return bad(undefined);
    const text = textOf(arm);
    return text === undefined ? 'unknown' : bad(text);
  });
  if (verdicts.every((verdict) => verdict === false)) return [];
  if (verdicts.every((verdict) => verdict === true)) return [{ at: place, unknowns: [] }];
  return [
    {
      at: place,
      unknowns: reasonsOf(value).length > 0 ? reasonsOf(value) : [{ code: 'unsupported', subject: 'value' }],
    },
  ];
}

/** A boolean fact: yes when something surely offends, unknown when something may, else no. */
export function factOfFindings(
  findings: readonly Finding[],
  otherwise: Location,
  setBy: { readonly kubernetes: string; readonly terraform: string },
  doubts: readonly Reason[] = [],
): Fact {
  const sure = findings.filter(({ unknowns }) => unknowns.length === 0);
  if (sure.length > 0)
    return known(
      true,
      sure.map((finding) => finding.at),
      { setBy },
    );
  const open = mergeReasons(...findings.map(({ unknowns }) => unknowns), doubts);
  if (open.length > 0)
    return unknownFact(open, findings.length > 0 ? findings.map((finding) => finding.at) : [otherwise], { setBy });
  return known(false, [otherwise], { setBy });
}
