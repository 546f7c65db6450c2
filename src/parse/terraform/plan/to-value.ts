import type { Location } from '../../../model/location.js';
import type { Reference, Value } from '../../../model/value.js';
import { boolValue, fromJson, listValue, mapValue, nullValue, stringValue } from '../../../model/values.js';
import { withMarks } from '../evaluate/marks.js';
import { referenceTo } from '../evaluate/origin.js';
import { parseNumber } from '../evaluate/types/number.js';
import type { JsonNode } from '../hcl/json-scanner.js';
import type { Span } from '../hcl/syntax.js';
import type { Resolved } from './references.js';
import { at, isNull, isTrue, itemsOf, propertiesOf } from './json.js';

/** What turning one attribute of a plan into a value needs. */
export interface AttributeContext {
  /** `aws_s3_bucket.logs.policy`, for the reason of an unknown. */
  readonly subject: string;
  readonly name: string;
  /** The attribute's expression in the configuration; for nested blocks, a list of such maps. */
  readonly expression: JsonNode | undefined;
  /** True inside blocks that the configuration does not list (`dynamic` ones): what is written there cannot be told. */
  readonly unlisted?: boolean;
  /** What an expression refers to. */
  resolve(expression: JsonNode | undefined): Resolved;
  locate(span: Span): Location;
  /** Where the attribute's resource stands, for what has no place of its own. */
  readonly place: Location;
}

/** Lists and maps inside one another deeper than this are not read. */
const MAX_DEPTH = 100;
/** Longer texts are not looked into for JSON. */
const MAX_JSON = 4_000_000;

/** The value of an attribute: what is known from `values`, what is not from `unknown`, marks from `sensitive`. */
export function attributeValue(
  context: AttributeContext,
  values: JsonNode | undefined,
  unknown: JsonNode | undefined,
  sensitive: JsonNode | undefined,
): Value {
  const { expression } = context;
  if (isNestedBlock(expression)) return blocks(context, values, unknown, sensitive);
  const { refs, mixed, given } = context.resolve(expression);
  if (isTrue(sensitive) && given.length > 0 && refs.length === 0) return withheld(context, given);
  const holes = countHoles(unknown);
  const known = countTexts(values);
  const state: Leaves = { context, refs, mixed, next: 0, ordered: refs.length > 1 && refs.length === (holes || known) };
  const value = convert(state, values, unknown, sensitive, MAX_DEPTH);
  return refs.length > 0 && value.kind !== 'reference' && holes === 0 ? withMarks(value, { refs }) : value;
}

/** A secret that was given to the plan from outside stands in it, but not in the code. */
const withheld = ({ place }: AttributeContext, given: readonly string[]): Value => ({
  kind: 'unknown',
  reasons: given.map((name) => ({ code: 'variable', subject: `var.${name}`, at: place })),
  sensitive: true,
  at: place,
});

/** In the configuration a nested block is a list of maps of expressions (a map of expressions when it nests singly). */
const isNestedBlock = (expression: JsonNode | undefined): boolean =>
  expression?.kind === 'array' ||
  (expression?.kind === 'object' &&
    !at(expression, 'references') &&
    !at(expression, 'constant_value') &&
    expression.properties.length > 0);

/** Nested blocks: each item with its own expressions, as far as they pair up (`dynamic` blocks are not listed). */
function blocks(
  context: AttributeContext,
  values: JsonNode | undefined,
  unknown: JsonNode | undefined,
  sensitive: JsonNode | undefined,
): Value {
  const { expression } = context;
  const shape = values ?? unknown;
  if (isTrue(unknown) || !shape) return unknownAttribute(context, []);
  const expressions = expression?.kind === 'array' ? expression.items : [expression];
  if (shape.kind === 'object') return block(context, expressions[0], values, unknown, sensitive);
  const items = itemsOf(shape);
  const paired = items.length === expressions.length;
  const made = items.map((_, index) =>
    block(
      context,
      paired ? expressions[index] : undefined,
      itemsOf(values)[index],
      itemsOf(unknown)[index],
      itemsOf(sensitive)[index],
    ),
  );
  return listValue(made, placeOf(context, values));
}

function block(
  context: AttributeContext,
  expressions: JsonNode | undefined,
  values: JsonNode | undefined,
  unknown: JsonNode | undefined,
  sensitive: JsonNode | undefined,
): Value {
  const entries = new Map<string, Value>();
  for (const name of namesIn(values, unknown)) {
    const inner = {
      ...context,
      name,
      subject: `${context.subject}.${name}`,
      expression: at(expressions, name),
      unlisted: expressions === undefined,
    };
    const value = written(inner, at(values, name), at(unknown, name), at(sensitive, name));
    if (value) entries.set(name, value);
  }
  return mapValue(entries, placeOf(context, values));
}

/**
 * The attribute as a reader of configuration would see it: undefined when nobody wrote it and the provider computes
 * it or leaves it empty.
 */
export function written(
  context: AttributeContext,
  values: JsonNode | undefined,
  unknown: JsonNode | undefined,
  sensitive: JsonNode | undefined,
): Value | undefined {
  const open = countHoles(unknown) > 0;
  if (!open && isNull(values)) return undefined;
  if (!context.expression && !context.unlisted && (open || isEmpty(values))) return undefined;
  return attributeValue(context, values, unknown, sensitive);
}

/** Null, empty text, empty list or map: what providers write for an argument that is not set. */
export const isEmpty = (node: JsonNode | undefined): boolean =>
  !node ||
  (node.kind === 'keyword' && node.value === null) ||
  (node.kind === 'string' && node.value === '') ||
  (node.kind === 'array' && node.items.length === 0) ||
  (node.kind === 'object' && node.properties.length === 0);

/** The names in a block's values and in its unknown parts, which the values leave out. */
export function namesIn(values: JsonNode | undefined, unknown: JsonNode | undefined): readonly string[] {
  const names = new Set(propertiesOf(values).map(({ name }) => name));
  for (const { name, value } of propertiesOf(unknown)) if (countHoles(value) > 0) names.add(name);
  return [...names];
}

interface Leaves {
  readonly context: AttributeContext;
  readonly refs: readonly Reference[];
  readonly mixed: boolean;
  next: number;
  /** There are as many references as leaves: they belong together in order. */
  readonly ordered: boolean;
}

function convert(
  state: Leaves,
  values: JsonNode | undefined,
  unknown: JsonNode | undefined,
  sensitive: JsonNode | undefined,
  left: number,
): Value {
  const { context } = state;
  const value = isTrue(unknown) || left === 0 ? hole(state) : knownValue(state, values, unknown, sensitive, left);
  const marked = isTrue(sensitive) ? withMarks(value, { sensitive: true }) : value;
  return marked.at ? marked : { ...marked, at: placeOf(context, values) };
}

function knownValue(
  state: Leaves,
  values: JsonNode | undefined,
  unknown: JsonNode | undefined,
  sensitive: JsonNode | undefined,
  left: number,
): Value {
  const { context } = state;
  switch (values?.kind) {
    case 'string':
      return withStructure({ ...stringValue(values.value), ...leafRefs(state) }, context.locate(values.span));
    case 'number':
      return parseNumber(values.text) ?? nullValue();
    case 'keyword':
      return values.value === null ? nullValue() : boolValue(values.value);
    case 'array':
      return listValue(
        values.items.map((item, index) =>
          convert(state, item, itemsOf(unknown)[index], itemsOf(sensitive)[index], left - 1),
        ),
      );
    case 'object':
    case undefined: {
      const entries = new Map<string, Value>();
      for (const name of namesIn(values, unknown))
        entries.set(name, convert(state, at(values, name), at(unknown, name), at(sensitive, name), left - 1));
      return mapValue(entries);
    }
  }
}

const leafRefs = (state: Leaves): { readonly refs?: readonly Reference[] } => {
  const ref = state.ordered ? state.refs[state.next++] : undefined;
  return ref ? { refs: [ref] } : {};
};

/** A text that is JSON carries its structure, as `jsonencode` does. */
export function withStructure(value: Value, place: Location): Value {
  if (value.kind !== 'string' || !/^\s*[{[]/.test(value.value) || value.value.length > MAX_JSON) return value;
  try {
    const data: unknown = JSON.parse(value.value);
    return shallowerThan(data, MAX_DEPTH) ? { ...value, json: fromJson(data, place) } : value;
  } catch {
    return value;
  }
}

function shallowerThan(data: unknown, left: number): boolean {
  if (typeof data !== 'object' || data === null) return true;
  return left > 0 && Object.values(data).every((item) => shallowerThan(item, left - 1));
}

/** One unknown leaf. */
function hole(state: Leaves): Value {
  const { context, refs } = state;
  if (state.ordered) {
    const ref = refs[state.next++];
    if (ref) return referenceTo(withPath(ref, context.name));
  }
  return unknownAttribute(context, refs, state.mixed);
}

/** Names of arguments that take several things. */
const PLURAL = /(s|_identifier)$/;

/** An attribute known only after apply: the thing it names where the configuration says which. */
function unknownAttribute(context: AttributeContext, refs: readonly Reference[], mixed = false): Value {
  const { subject, name, place } = context;
  const targets = refs.map((ref) => withPath(ref, name));
  const [only] = targets;
  if (only && targets.length === 1 && !mixed) return inStatement(context, only) ?? { ...referenceTo(only), at: place };
  if (only && PLURAL.test(name))
    return listValue(
      targets.map((to) => ({ ...referenceTo(to), at: place })),
      place,
    );
  return {
    kind: 'unknown',
    reasons: [{ code: 'computed', subject, at: place }],
    at: place,
    ...(targets.length > 0 && { refs: targets }),
  };
}

/** In a policy statement a bucket's ARN may stand alone or begin `/*`, and the plan does not tell which. */
function inStatement({ name, subject, place }: AttributeContext, to: Reference): Value | undefined {
  const bucket = /(^|\.)aws_s3_bucket\.[^.]+$/.test(to.address) && to.path[0] === 'arn';
  if (!bucket || !/^(not_)?resources$/.test(name)) return undefined;
  const arn = { ...referenceTo(to), at: place };
  const below: Value = { kind: 'template', parts: [referenceTo(to), '/*'], at: place };
  return { kind: 'choice', arms: [arn, below], reasons: [{ code: 'computed', subject, at: place }], at: place };
}

/** An index that is an expression hides the attribute behind it; by far most arguments take an id, some an ARN. */
const withPath = (ref: Reference, name: string): Reference =>
  ref.path.length > 0 ? ref : { ...ref, path: [/arns?$/.test(name) ? 'arn' : 'id'] };

const placeOf = (context: AttributeContext, values: JsonNode | undefined): Location =>
  values ? context.locate(values.span) : context.place;

/** Leaves that are not known. */
function countHoles(node: JsonNode | undefined, left = MAX_DEPTH): number {
  if (!node || left === 0) return 0;
  if (node.kind === 'keyword') return node.value === true ? 1 : 0;
  if (node.kind === 'array') return node.items.reduce((sum, item) => sum + countHoles(item, left - 1), 0);
  if (node.kind === 'object') return node.properties.reduce((sum, { value }) => sum + countHoles(value, left - 1), 0);
  return 0;
}

/** Leaves that are text. */
function countTexts(node: JsonNode | undefined, left = MAX_DEPTH): number {
  if (!node || left === 0) return 0;
  if (node.kind === 'string') return 1;
  if (node.kind === 'array') return node.items.reduce((sum, item) => sum + countTexts(item, left - 1), 0);
  if (node.kind === 'object') return node.properties.reduce((sum, { value }) => sum + countTexts(value, left - 1), 0);
  return 0;
}
