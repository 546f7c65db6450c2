import type { BoolValue, NumberValue, TemplateValue, Value } from '../../../model/value.js';
import { isRest } from './open-collection.js';
import { boolValue } from '../../../model/values.js';
import type { BinaryOperator, Span } from '../hcl/syntax.js';
import { distribute } from './choice.js';
import { CollectedProblems, type Environment, fail } from './environment.js';
import { marksOf, unknownFrom, withMarks } from './marks.js';
import {
  addNumbers,
  compareNumbers,
  divideNumbers,
  moduloNumbers,
  multiplyNumbers,
  negateNumber,
  parseNumber,
  subtractNumbers,
} from './types/number.js';

/** `left op right`, with Terraform's conversions, nulls and unknowns; choices give choices. */
export function binary(operator: BinaryOperator, left: Value, right: Value, env: Environment, span: Span): Value {
  return distribute([left, right], ([a, b]) => {
    const result = apply(operator, a as Value, b as Value, env, span);
    return result.kind === 'unknown' ? result : withMarks(result, marksOf([a as Value, b as Value]));
  });
}

/** `-x` and `!x`. */
export function unary(operator: '-' | '!', operand: Value, env: Environment, span: Span): Value {
  return distribute([operand], ([value]) => {
    const result =
      operator === '!'
        ? withBool(value as Value, env, span, (a) => boolValue(!a.value))
        : withNumber(value as Value, env, span, (a) => negateNumber(a));
    return result.kind === 'unknown' ? result : withMarks(result, marksOf([value as Value]));
  });
}

function apply(operator: BinaryOperator, a: Value, b: Value, env: Environment, span: Span): Value {
  switch (operator) {
    case '==':
      return equality(a, b, false);
    case '!=':
      return equality(a, b, true);
    case '&&':
    case '||':
      return logical(operator, a, b, env, span);
    default:
      return numeric(operator, a, b, env, span);
  }
}

function equality(a: Value, b: Value, negated: boolean): Value {
  const equal = equals(a, b);
  if (equal === undefined) return unknownFrom([a, b], 'bool');
  return boolValue(equal !== negated);
}

/**
 * Terraform's `==`: no conversion, null equals null only. `undefined` when what is unknown could decide it.
 * An attribute known only after apply equals itself, and an `id`, `arn` or template is never null.
 */
export function equals(a: Value, b: Value, depth = 32): boolean | undefined {
  if (depth === 0) return undefined;
  if (a.kind === 'null' || b.kind === 'null') return a.kind === b.kind ? true : nullAgainst(a.kind === 'null' ? b : a);
  if (a.kind === 'choice' || b.kind === 'choice') return undefined;
  if (a.kind === 'unknown' || b.kind === 'unknown') return undefined;
  if (a.kind === 'reference' || b.kind === 'reference') {
    if (sameTarget(a, b)) return true;
    const [reference, other] = a.kind === 'reference' ? [a, b] : [b, a];
    return other.kind === 'string' && other.value === '' && isIdentity(reference) ? false : undefined;
  }
  if (a.kind === 'template') return b.kind === 'string' || b.kind === 'template' ? templateEquals(a, b) : false;
  if (b.kind === 'template') return a.kind === 'string' ? templateEquals(b, a) : false;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'number':
      return compareNumbers(a, b as NumberValue) === 0;
    case 'list':
      return a.collection === (b as typeof a).collection && allEqual(a.items, (b as typeof a).items, depth);
    case 'map':
      return entriesEqual(a, b as typeof a, depth);
    default:
      return a.value === (b as BoolValue).value;
  }
}

function nullAgainst(other: Value): boolean | undefined {
  if (other.kind === 'unknown' || other.kind === 'choice') return undefined;
  return other.kind !== 'reference' || isIdentity(other) ? false : undefined;
}

/** An `id` or `arn`, or a whole resource: never null and never empty. */
function isIdentity(value: Value): boolean {
  const last = value.kind === 'reference' ? (value.to.path.at(-1) ?? 'id') : undefined;
  return last === 'id' || last === 'arn';
}

const sameTarget = (a: Value, b: Value): boolean =>
  a.kind === 'reference' &&
  b.kind === 'reference' &&
  a.to.scope === b.to.scope &&
  a.to.address === b.to.address &&
  a.to.path.join('\u0000') === b.to.path.join('\u0000');

/** A template never equals a text that does not start or end as it does. */
function templateEquals(a: TemplateValue, b: Value): boolean | undefined {
  if (b.kind !== 'string') return undefined;
  const first = a.parts[0];
  const last = a.parts.at(-1);
  if (typeof first === 'string' && !b.value.startsWith(first)) return false;
  if (typeof last === 'string' && !b.value.endsWith(last)) return false;
  return undefined;
}

function allEqual(a: readonly Value[], b: readonly Value[], depth: number): boolean | undefined {
  if (a.some(isRest) || b.some(isRest)) return undefined;
  if (a.length !== b.length) return false;
  let result: boolean | undefined = true;
  for (const [index, item] of a.entries()) {
    const same = equals(item, b[index] as Value, depth - 1);
    if (same === false) return false;
    if (same === undefined) result = undefined;
  }
  return result;
}

type MapLike = Extract<Value, { kind: 'map' }>;

function entriesEqual(a: MapLike, b: MapLike, depth: number): boolean | undefined {
  if (a.collection === b.collection && (a.open || b.open)) return undefined;
  if (a.collection !== b.collection || a.entries.size !== b.entries.size) return false;
  let result: boolean | undefined = true;
  for (const [key, value] of a.entries) {
    const other = b.entries.get(key);
    const same = other ? equals(value, other, depth - 1) : false;
    if (same === false) return false;
    if (same === undefined) result = undefined;
  }
  return result;
}

function logical(operator: '&&' | '||', a: Value, b: Value, env: Environment, span: Span): Value {
  const decisive = operator === '||';
  const left = asBool(a, env, span);
  const right = asBool(b, env, span);
  if (isBool(left, decisive) || isBool(right, decisive)) return boolValue(decisive);
  if (left.kind === 'bool' && right.kind === 'bool') return boolValue(!decisive);
  return unknownFrom(
    [left, right].filter((v) => v.kind !== 'bool'),
    'bool',
  );
}

const isBool = (value: Value, expected: boolean): boolean => value.kind === 'bool' && value.value === expected;

function numeric(operator: BinaryOperator, a: Value, b: Value, env: Environment, span: Span): Value {
  const left = asNumber(a, env, span);
  const right = asNumber(b, env, span);
  const comparison = operator === '<' || operator === '<=' || operator === '>' || operator === '>=';
  if (left.kind !== 'number' || right.kind !== 'number') {
    return unknownFrom(
      [left, right].filter((v) => v.kind !== 'number'),
      comparison ? 'bool' : 'number',
    );
  }
  if (comparison) return boolValue(compare(operator, compareNumbers(left, right)));
  const result = compute(operator, left, right);
  return result ?? fail(env, span, 'Invalid operand', `There is no result for ${operator} with these operands.`);
}

function compute(operator: BinaryOperator, a: NumberValue, b: NumberValue): NumberValue | undefined {
  switch (operator) {
    case '+':
      return addNumbers(a, b);
    case '-':
      return subtractNumbers(a, b);
    case '*':
      return multiplyNumbers(a, b);
    case '/':
      return divideNumbers(a, b);
    default:
      return moduloNumbers(a, b);
  }
}

function compare(operator: BinaryOperator, order: number): boolean {
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

const isHole = (value: Value): boolean =>
  value.kind === 'unknown' || value.kind === 'reference' || value.kind === 'template' || value.kind === 'choice';

/** The value as bool: `"true"` and `"false"` convert; anything else is an error. Unknowns stay. */
export function asBool(value: Value, env: Environment, span: Span): Value {
  if (value.kind === 'bool' || isHole(value)) return value;
  if (value.kind === 'string' && (value.value === 'true' || value.value === 'false')) {
    return withMarks(boolValue(value.value === 'true'), marksOf([value]));
  }
  return unsuitable(value, 'bool', env, span);
}

/** The value as number: numeric text converts; anything else is an error. Unknowns stay. */
export function asNumber(value: Value, env: Environment, span: Span): Value {
  if (value.kind === 'number' || isHole(value)) return value;
  const parsed = value.kind === 'string' ? parseNumber(value.value) : undefined;
  if (parsed) return withMarks(parsed, marksOf([value]));
  return unsuitable(value, 'number', env, span);
}

function unsuitable(value: Value, type: string, env: Environment, span: Span): Value {
  if (value.kind === 'null')
    return fail(env, span, 'Operation failed', 'Error during operation: argument must not be null.');
  return fail(env, span, 'Invalid operand', `Unsuitable value for operand: ${type} required.`);
}

/** The condition of a conditional or `if` as bool. */
export function asCondition(value: Value, env: Environment, span: Span): Value {
  if (value.kind === 'null')
    return fail(env, span, 'Null condition', 'The condition value is null. Conditions must either be true or false.');
  const problems = new CollectedProblems();
  const bool = asBool(value, { ...env, problems }, span);
  if (problems.diagnostics.length === 0) return bool;
  return fail(env, span, 'Incorrect condition type', 'The condition expression must be of type bool.');
}

function withBool(value: Value, env: Environment, span: Span, f: (a: BoolValue) => Value): Value {
  const bool = asBool(value, env, span);
  return bool.kind === 'bool' ? f(bool) : unknownFrom([bool], 'bool');
}

function withNumber(value: Value, env: Environment, span: Span, f: (a: NumberValue) => Value): Value {
  const number = asNumber(value, env, span);
  return number.kind === 'number' ? f(number) : unknownFrom([number], 'number');
}
