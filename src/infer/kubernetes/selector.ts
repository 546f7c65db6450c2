import { fieldAt, listItems, scalarText } from '../../model/cluster.js';
import type { Truth } from '../../model/tri.js';
import { andTruth } from '../../model/tri.js';
import type { Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import { reasonsOf } from '../../model/values.js';

/** A label selector, read once. */
export interface Selector {
  readonly requirements: readonly Requirement[];
  /** Not empty: some of it is not known, so a match is never certain. */
  readonly unknowns: readonly Reason[];
}
interface Requirement {
  readonly key: string;
  readonly operator: 'in' | 'not-in' | 'exists' | 'absent';
  readonly values: readonly string[];
}

const operators: Readonly<Record<string, Requirement['operator']>> = {
  In: 'in',
  NotIn: 'not-in',
  Exists: 'exists',
  DoesNotExist: 'absent',
};

/** `matchLabels` and `matchExpressions` (all must hold); an empty selector matches everything. */
export function readSelector(value: Value | undefined): Selector {
  if (value === undefined) return { requirements: [], unknowns: [] };
  if (value.kind !== 'map') return { requirements: [], unknowns: reasonsOf(value) };
  const expressions = listItems(fieldAt(value, 'matchExpressions')).flatMap((item): Requirement[] => {
    const key = scalarText(fieldAt(item, 'key'));
    const operator = operators[scalarText(fieldAt(item, 'operator')) ?? ''];
    const values = listItems(fieldAt(item, 'values')).flatMap((one) => scalarText(one) ?? []);
    return key !== undefined && operator ? [{ key, operator, values }] : [];
  });
  const labels = readLabels(fieldAt(value, 'matchLabels'));
  return { requirements: [...labels.requirements, ...expressions], unknowns: labels.unknowns };
}

/** A plain map of labels, as a Service or ReplicationController selects by. */
export function readLabels(value: Value | undefined): Selector {
  const requirements: Requirement[] = [];
  const unknowns: Reason[] = value !== undefined && value.kind !== 'map' ? [...reasonsOf(value)] : [];
  for (const [key, label] of value?.kind === 'map' ? value.entries : []) {
    const text = scalarText(label);
    if (text === undefined) unknowns.push(...reasonsOf(label));
    else requirements.push({ key, operator: 'in', values: [text] });
  }
  return { requirements, unknowns };
}

/** Whether labels satisfy a selector. `open`: there may be labels that are not shown. */
export function matches(selector: Selector, labels: ReadonlyMap<string, string>, open = false): Truth {
  const known = selector.requirements.reduce<Truth>((truth, one) => andTruth(truth, holds(one, labels, open)), 'yes');
  return known === 'yes' && selector.unknowns.length > 0 ? 'unknown' : known;
}

function holds({ key, operator, values }: Requirement, labels: ReadonlyMap<string, string>, open: boolean): Truth {
  const label = labels.get(key);
  if (label === undefined && open) return 'unknown';
  switch (operator) {
    case 'in':
      return label !== undefined && values.includes(label) ? 'yes' : 'no';
    case 'not-in':
      return label === undefined || !values.includes(label) ? 'yes' : 'no';
    case 'exists':
      return label !== undefined ? 'yes' : 'no';
    case 'absent':
      return label === undefined ? 'yes' : 'no';
  }
}
