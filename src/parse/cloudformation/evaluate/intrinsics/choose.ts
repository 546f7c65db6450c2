import type { Value } from '../../../../model/value.js';
import { unknownValue } from '../../../../model/values.js';
import { child, type YamlNode } from '../../../yaml/node.js';
import { choiceOf, distribute, textOf, unknownFrom, withMarks } from '../combine.js';
import { conditionNamed, evaluateCondition } from '../condition.js';
import type { Environment } from '../environment.js';
import { evaluate, noValue } from '../evaluate.js';
import type { Intrinsic } from '../intrinsic.js';
import { failed } from './text.js';

/** `Fn::If`: one arm when the condition is decided, else both as a choice. */
export function ifElse(call: Intrinsic, env: Environment): Value {
  const { argument } = call;
  const [test, then, otherwise] = argument.kind === 'sequence' ? argument.items : [];
  if (!test || !then || !otherwise) {
    const detail = 'Fn::If takes a condition name and two values; the value is unknown.';
    env.stack.run.problems.error('cfn-arguments', call.at, 'Fn::If has the wrong arguments', detail);
    return failed(call);
  }
  const plain = test.kind === 'scalar' && test.tag === undefined;
  const condition = plain ? conditionNamed(test.text, test, env) : evaluateCondition(test, env);
  if (condition.truth === 'unknown')
    return choiceOf([evaluate(then, env), evaluate(otherwise, env)], condition.reasons);
  const value = evaluate(condition.truth === 'yes' ? then : otherwise, env);
  return value === noValue || !condition.assumed ? value : withMarks(value, { assumed: true });
}

/** `Fn::FindInMap`: a mapping, two keys, and in `AWS::LanguageExtensions` a default. An unknown key gives every value. */
export function findInMap(call: Intrinsic, env: Environment): Value {
  const items = call.argument.kind === 'sequence' ? call.argument.items : [];
  if (items.length < 3) {
    const detail = 'Fn::FindInMap takes a mapping and two keys; the value is unknown.';
    env.stack.run.problems.error('cfn-arguments', call.at, 'Fn::FindInMap has the wrong arguments', detail);
    return failed(call);
  }
  const fallback = child(items[3], 'DefaultValue');
  const keys = items.slice(0, 3).map((item) => evaluate(item, env));
  // One arm of a key may fit one arm of the other only: the pairs that find nothing are no mistake.
  const loose = keys.some((key) => key.kind === 'choice');
  const found = distribute(keys, ([mapping, first, second]) => {
    const name = textOf(mapping);
    if (name === undefined || !first || !second) return unknownFrom(keys);
    const table = env.stack.template.mappings.get(name)?.value;
    if (!table && loose) return nothing;
    if (!table) return missing(call, env, name, env.stack.template.mappings.keys(), 'Mappings', fallback);
    const marks = { ...((first.assumed || second.assumed) && { assumed: true }) };
    if (loose && !fits(table, first, second)) return nothing;
    return withMarks(cell(table, first, second, call, env, fallback), marks);
  });
  if (found.kind !== 'choice') return found;
  return choiceOf(
    found.arms.filter((arm) => arm !== nothing),
    found.reasons,
  );
}

const nothing = unknownValue('error', 'a key that the mapping lacks');

const fits = (table: YamlNode, first: Value, second: Value): boolean =>
  pick(table, first).some((row) => pick(row, second).length > 0);

function cell(
  table: YamlNode,
  first: Value,
  second: Value,
  call: Intrinsic,
  env: Environment,
  fallback: YamlNode | undefined,
): Value {
  const rows = pick(table, first);
  const cells = rows.flatMap((row) => pick(row, second));
  if (cells.length === 0) {
    const where = rows.length === 0 ? table : rows[0];
    const wanted = rows.length === 0 ? first : second;
    return missing(
      call,
      env,
      textOf(wanted) ?? '',
      where?.kind === 'mapping' ? where.entries.keys() : [],
      'The mapping',
      fallback,
    );
  }
  const values = cells.map((node) => evaluate(node, env));
  return values.length === 1 && values[0] ? values[0] : choiceOf(values, unknownReasons(first, second));
}

/** One entry when the key is known, all of them when it is not. */
function pick(table: YamlNode, key: Value): readonly YamlNode[] {
  if (table.kind !== 'mapping') return [];
  const text = textOf(key);
  if (text === undefined) return [...table.entries.values()].map((entry) => entry.value);
  const found = table.entries.get(text);
  return found ? [found.value] : [];
}

const unknownReasons = (...keys: readonly Value[]) => {
  const unknown = unknownFrom(keys.filter((key) => textOf(key) === undefined));
  return unknown.kind === 'unknown' ? unknown.reasons : [];
};

function missing(
  call: Intrinsic,
  env: Environment,
  name: string,
  candidates: Iterable<string>,
  where: string,
  fallback: YamlNode | undefined,
): Value {
  if (fallback) return evaluate(fallback, env);
  const hint = env.stack.run.problems.suggest(name, candidates);
  const detail = `${where} has no key ${name}; the value is unknown.${hint}`;
  env.stack.run.problems.error('cfn-unknown-mapping', call.at, `Fn::FindInMap finds nothing under ${name}`, detail);
  return unknownValue('error', `mapping ${name}`, call.at);
}
