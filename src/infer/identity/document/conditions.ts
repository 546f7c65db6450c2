import type { Value } from '../../../model/value.js';
import { operatorNames } from '../condition/operator-names.js';
import { malformed } from './diagnose.js';
import type { Reading } from './reading.js';
import { textsOf } from './texts.js';
import type { ConditionText } from './types.js';
import { reasonsOf } from '../../../model/values.js';

/** The `Condition` element. What is unknown in it becomes a condition that is never decided. */
export function conditionsOf(value: Value | undefined, reading: Reading): ConditionText[] {
  if (value === undefined || value.kind === 'null') return [];
  if (value.kind !== 'map') return [undecided(value, reading)];
  return [...value.entries].flatMap(([operator, block]) => {
    if (block.kind === 'null') return [];
    if (block.kind !== 'map') return [undecided(block, reading)];
    return [...block.entries].map(([key, values]) => readCondition(operator, key, values, reading));
  });
}

function readCondition(written: string, key: string, values: Value, reading: Reading): ConditionText {
  const parts = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(written);
  const operator = (parts?.[2] ?? written).toLowerCase();
  const at = values.at ?? reading.at;
  if (!operatorNames.has(operator)) reading.diagnostics.push(malformed(at, `"${written}" is no condition operator`));
  const { texts, open } = textsOf(values, reading.namer, at);
  const qualifier = parts?.[1]?.toLowerCase();
  return {
    written: { operator: written, key },
    operator,
    ifExists: parts?.[3] !== undefined,
    qualifier: qualifier === undefined ? undefined : qualifier === 'forallvalues' ? 'ForAllValues' : 'ForAnyValue',
    key: key.toLowerCase(),
    values: { negated: false, texts, open },
    at: texts[0]?.at ?? at,
  };
}

function undecided(value: Value, reading: Reading): ConditionText {
  const open = reasonsOf(value);
  if (open.length === 0) reading.diagnostics.push(malformed(value.at ?? reading.at, 'Condition is not an object'));
  const at = value.at ?? reading.at;
  return {
    written: { operator: 'Condition', key: '' },
    operator: '',
    ifExists: false,
    qualifier: undefined,
    key: '',
    values: { negated: false, texts: [], open },
    at,
  };
}
