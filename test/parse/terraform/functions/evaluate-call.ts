import type { FunctionContext } from '../../../../src/parse/terraform/evaluate/functions/index.js';
import { callFunction } from '../../../../src/parse/terraform/evaluate/functions/index.js';
import {
  addNumbers,
  divideNumbers,
  formatNumber,
  formatValue,
  moduloNumbers,
  multiplyNumbers,
  negateNumber,
  parseNumber,
  subtractNumbers,
} from '../../../../src/parse/terraform/evaluate/types/index.js';
import { parseHclExpression } from '../../../../src/parse/terraform/hcl/parse-hcl.js';
import type { Expression } from '../../../../src/parse/terraform/hcl/syntax.js';
import type { Value } from '../../../../src/model/value.js';
import { boolValue, fromJson, listValue, mapValue, stringValue } from '../../../../src/model/values.js';
import { memoryTree } from './memory-tree.js';

/** Evaluates calls of constants, so that the functions are tested without the evaluator. */

export const context = (files: Readonly<Record<string, string>> = {}): FunctionContext => ({
  tree: memoryTree(files),
  moduleDir: '',
  rootDir: '',
  workspace: 'default',
  evaluateTemplate: (path, text, variables) => stringValue(`${path}|${text}|${[...variables.keys()].join(',')}`),
});

/** The first error of a call, as `eval` would show it. */
export class CallError extends Error {}

export type Variables = Readonly<Record<string, Value>>;

/** What `terraform console` would print for the expression, or `error: <message>`. */
export function print(text: string, variables: Variables = {}, where = context()): string {
  const outcome = evaluate(text, variables, where);
  return typeof outcome === 'string' ? `error: ${outcome}` : formatValue(outcome);
}

/** The value of the expression, or the message of its error. */
export function evaluate(text: string, variables: Variables = {}, where = context()): Value | string {
  const { expression, diagnostics } = parseHclExpression('test.tf', text);
  if (!expression) throw new Error(`${text}: ${diagnostics.map((d) => d.detail).join(' ')}`);
  try {
    return valueOf(expression, variables, where);
  } catch (error) {
    if (error instanceof CallError) return error.message;
    throw error;
  }
}

function valueOf(e: Expression, variables: Variables, where: FunctionContext): Value {
  const inner = (x: Expression): Value => valueOf(x, variables, where);
  switch (e.kind) {
    case 'literal':
      return typeof e.value === 'number' ? number(e.text ?? String(e.value)) : fromJson(e.value);
    case 'variable':
      return variables[e.name] ?? stop(`no variable ${e.name}`);
    case 'parentheses':
    case 'wrap':
      return inner(e.inner);
    case 'tuple':
      return listValue(e.items.map(inner));
    case 'object':
      return mapValue(new Map(e.items.map(({ key, value }) => [keyText(key, inner), inner(value)])));
    case 'unary':
      return negated(inner(e.operand));
    case 'binary':
      return arithmetic(e.operator, inner(e.left), inner(e.right));
    case 'call':
      return call(e.name, arguments_(e, inner), where);
    default:
      return stop(`${e.kind} is the evaluator's`);
  }
}

function arguments_(e: Extract<Expression, { kind: 'call' }>, inner: (x: Expression) => Value): Value[] {
  const values = e.args.map(inner);
  const last = values.at(-1);
  return e.expand && last?.kind === 'list' ? [...values.slice(0, -1), ...last.items] : values;
}

function call(name: string, args: readonly Value[], where: FunctionContext): Value {
  const { value, error } = callFunction(name, args, where);
  if (error) throw new CallError(error.message);
  return value;
}

const stop = (message: string): never => {
  throw new Error(message);
};
const number = (text: string): Value => parseNumber(text) ?? stop(`not a number: ${text}`);
const keyText = (key: Expression, inner: (x: Expression) => Value): string => {
  if (key.kind === 'variable') return key.name;
  const value = inner(key);
  if (value.kind === 'number') return formatNumber(value);
  return value.kind === 'string' ? value.value : stop('object key');
};
const negated = (value: Value): Value =>
  value.kind === 'number' ? negateNumber(value) : value.kind === 'bool' ? boolValue(!value.value) : stop('unary');

const OPERATIONS = {
  '+': addNumbers,
  '-': subtractNumbers,
  '*': multiplyNumbers,
  '/': divideNumbers,
  '%': moduloNumbers,
} as const;

function arithmetic(operator: string, left: Value, right: Value): Value {
  if (!(operator in OPERATIONS) || left.kind !== 'number' || right.kind !== 'number') return stop(operator);
  return OPERATIONS[operator as keyof typeof OPERATIONS](left, right) ?? stop('undefined result');
}
