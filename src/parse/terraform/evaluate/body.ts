import type { Location } from '../../../model/location.js';
import type { Value } from '../../../model/value.js';
import { allReferences, listValue, mapValue, stringValue } from '../../../model/values.js';
import type { Block, Body } from '../hcl/syntax.js';
import { locate } from '../module/locate.js';
import { choiceOf, distribute } from './choice.js';
import { elementsOf } from './comprehension.js';
import { type Environment, bind, fail } from './environment.js';
import { evaluate, evaluateAt } from './expression.js';
import { withJson } from './json-template.js';
import { deepReasons, unknownFrom, withMarks } from './marks.js';
import { hiddenOf, isPartial, restOf, shownOf } from './open-collection.js';
import { symbolicElementOf } from './origin.js';

/** Blocks inside blocks deeper than this are not read. */
const MAX_NESTING = 40;

/** A nested block: its attributes, and its own nested blocks as lists of maps. */
export function evaluateBody(body: Body, env: Environment, at: Location, depth = 0): Value {
  const entries = new Map<string, Value>();
  for (const attribute of body.attributes) {
    if (!entries.has(attribute.name)) entries.set(attribute.name, withJson(evaluateAt(attribute.value, env)));
  }
  for (const type of blockTypes(body.blocks)) entries.set(type, evaluateBlocks(type, body.blocks, env, depth + 1));
  return mapValue(entries, at);
}

/** The block types in a body, `dynamic "x"` counting as `x`, in order of first appearance. */
export function blockTypes(blocks: readonly Block[]): readonly string[] {
  return [...new Set(blocks.map(typeOfBlock))];
}

const typeOfBlock = (block: Block): string =>
  block.type === 'dynamic' ? (block.labels[0]?.text ?? 'dynamic') : block.type;

/** All blocks of a type as one list of maps; a choice of lists when a `dynamic` block is not decided. */
export function evaluateBlocks(type: string, blocks: readonly Block[], env: Environment, depth = 0): Value {
  if (depth > MAX_NESTING) return unknownFrom([]);
  const lists = blocks
    .filter((block) => typeOfBlock(block) === type)
    .map((block) =>
      block.type === 'dynamic' ? dynamicBlocks(block, env, depth) : listValue([plainBlock(block, env, depth)]),
    );
  if (lists.length === 1) return lists[0] as Value;
  return distribute(lists, (parts) => {
    const holes = parts.filter((part) => part.kind !== 'list');
    if (holes.length > 0) return unknownFrom(parts, 'list');
    return listValue(parts.flatMap((part) => (part.kind === 'list' ? part.items : [])));
  });
}

function plainBlock(block: Block, env: Environment, depth: number): Value {
  const value = evaluateBody(block.body, env, locate(env.file, block.headerSpan), depth);
  const [label] = block.labels;
  if (!label || value.kind !== 'map' || value.entries.has('type')) return value;
  const entries = new Map<string, Value>([
    ['type', stringValue(label.text, locate(env.file, label.span))],
    ...value.entries,
  ]);
  return { ...value, entries };
}

/** `dynamic "ingress" { for_each iterator labels content }`. */
function dynamicBlocks(block: Block, env: Environment, depth: number): Value {
  const argument = (name: string) => block.body.attributes.find((attribute) => attribute.name === name);
  const forEach = argument('for_each');
  const content = block.body.blocks.find((nested) => nested.type === 'content');
  if (!forEach || !content) {
    fail(
      env,
      block.headerSpan,
      'Invalid dynamic block',
      'A dynamic block needs a "for_each" argument and a "content" block.',
    );
    return listValue([]);
  }
  const iterator = argument('iterator')?.value;
  const name = iterator?.kind === 'variable' ? iterator.name : typeOfBlock(block);
  const at = locate(env.file, content.headerSpan);
  const one = (key: Value, value: Value): Value =>
    evaluateBody(content.body, bind(env, name, iteratorObject(key, value)), at, depth);
  return distribute([evaluate(forEach.value, env)], ([collection]) => {
    const over = collection as Value;
    const elements = over.kind === 'null' ? [] : elementsOf(over, env, forEach.value.span);
    if (elements) return listValue(elements.map(({ key, value }) => one(key, value)));
    if (isPartial(over)) {
      const shown = elementsOf(shownOf(over), env, forEach.value.span) ?? [];
      const further = one(hiddenOf(over), hiddenOf(over));
      const rest = restOf(over.kind === 'list' ? { ...over, items: [hiddenOf(over)] } : over);
      return listValue([
        ...shown.map(({ key, value }) => one(key, value)),
        withMarks({ ...rest, at }, { refs: allReferences(further) }),
      ]);
    }
    const unknown = unknownFrom([over]);
    const any = symbolicElementOf(over) ?? unknown;
    const reasons = deepReasons(over).map((reason) => ({ ...reason, code: 'dynamic' as const }));
    return choiceOf(
      [listValue([]), listValue([withMarks(one(unknown, any), over.refs ? { refs: over.refs } : {})])],
      reasons,
    );
  });
}

const iteratorObject = (key: Value, value: Value): Value =>
  mapValue(
    new Map([
      ['key', key],
      ['value', value],
    ]),
  );
