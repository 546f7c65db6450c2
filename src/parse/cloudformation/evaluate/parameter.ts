import type { Value } from '../../../model/value.js';
import { listValue, numberValue, stringValue, unknownValue } from '../../../model/values.js';
import { child, type YamlEntry, type YamlNode } from '../../yaml/node.js';
import { choiceOf, textOf, withMarks } from './combine.js';
import { splitTemplate } from './split-template.js';
import type { Stack } from './stack.js';

/**
 * The value of a parameter: what is given; else its default, marked as assumed; else one of its allowed values; else
 * unknown. A parameter of an SSM type holds what the named SSM parameter holds at deployment.
 */
export function parameterValue(entry: YamlEntry, given: Value | undefined, stack: Stack): Value {
  const { key, keyAt, value: node } = entry;
  const type = text(child(node, 'Type')) ?? 'String';
  const hidden = text(child(node, 'NoEcho')) === 'true' ? { sensitive: true } : {};
  const value = given ? typed(given, type) : undecided(entry, type);
  const at = given?.at ?? child(node, 'Default')?.at ?? keyAt;
  if (type.startsWith('AWS::SSM::Parameter::Value<'))
    return withMarks({ ...fromStore(key, value, type, stack), at }, hidden);
  return withMarks({ ...value, at }, hidden);
}

function undecided({ key, keyAt, value: node }: YamlEntry, type: string): Value {
  const fallback = child(node, 'Default');
  if (fallback?.kind === 'scalar') return withMarks(typed(stringValue(fallback.text), type), { assumed: true });
  const reason = { code: 'variable', subject: `parameter ${key}`, at: keyAt } as const;
  const allowed = child(node, 'AllowedValues');
  const options = allowed?.kind === 'sequence' ? allowed.items.flatMap((item) => text(item) ?? []) : [];
  if (options.length > 0 && options.length <= 8) {
    return choiceOf(
      options.map((option) => typed(stringValue(option), type)),
      [reason],
    );
  }
  return { ...unknownValue('variable', reason.subject, keyAt), ...(isList(type) && { type: 'list' }) };
}

/** Text becomes a number or a list as the parameter's type says. */
function typed(value: Value, type: string): Value {
  if (value.kind === 'choice')
    return choiceOf(
      value.arms.map((arm) => typed(arm, type)),
      value.reasons,
    );
  const { refs, assumed, sensitive } = value;
  const marks = { ...(refs && { refs }), ...(assumed && { assumed }), ...(sensitive && { sensitive }) };
  if (value.kind === 'template' && isList(type)) return listValue(splitTemplate(value.parts, ','), undefined, 'list');
  const written = value.kind === 'template' ? undefined : textOf(value);
  if (written === undefined) return isList(type) && value.kind === 'reference' ? listValue([value]) : value;
  if (type === 'Number' && written !== '' && String(Number(written)) === written) {
    return withMarks(numberValue(Number(written)), marks);
  }
  if (!isList(type)) return value.kind === 'string' ? value : withMarks(stringValue(written), marks);
  const items = written === '' ? [] : written.split(',');
  return withMarks(
    listValue(
      items.map((item) => withMarks(stringValue(item.trim()), marks)),
      undefined,
      'list',
    ),
    marks,
  );
}

const isList = (type: string): boolean => type === 'CommaDelimitedList' || /(^|Value<)List</.test(type);

/** A declared SSM parameter of that name with a written value gives the value; else it is looked up at deployment. */
function fromStore(key: string, name: Value, type: string, stack: Stack): Value {
  const path = textOf(name);
  const found = path === undefined ? undefined : stack.run.named(['AWS::SSM::Parameter'], path);
  const written = found?.stack.property(found.id, 'Value', 1);
  if (found && written?.kind === 'string') {
    return withMarks(typed(written, type), { refs: [found.stack.reference(found.id, 'Value').to] });
  }
  if (found) return found.stack.reference(found.id, 'Value');
  return unknownValue('data', path === undefined ? `parameter ${key}` : `SSM parameter ${path}`);
}

const text = (node: YamlNode | undefined): string | undefined => (node?.kind === 'scalar' ? node.text : undefined);
