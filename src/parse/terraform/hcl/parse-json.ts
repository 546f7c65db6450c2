import type { Diagnostic } from '../../../model/diagnostic.js';
import { CONFIGURATION, type JsonBlockType, type JsonBodySchema } from './json-schema.js';
import { type StringRule, toExpression } from './json-expression.js';
import { type JsonNode, type JsonProblem, type JsonProperty, scanJson } from './json-scanner.js';
import { createLineIndex, locate } from './line-index.js';
import type { ParsedHcl } from './parse-hcl.js';
import type { Attribute, Block, Body, Label, LineIndex, Span } from './syntax.js';

/** What building one file's tree needs and collects. */
export interface JsonContext {
  readonly path: string;
  readonly lines: LineIndex;
  readonly diagnostics: Diagnostic[];
}

/**
 * Reads a `.tf.json` file into the same tree as native syntax (Terraform docs, "JSON Configuration Syntax"). Blocks
 * that Terraform itself defines become blocks; every other property becomes an attribute whose objects and arrays are
 * `object` and `tuple` expressions, also where the provider means a nested block: the evaluator decides that by the
 * resource's type. Strings are templates, except where Terraform reads references or plain text.
 */
export function parseHclJson(path: string, text: string): ParsedHcl {
  const context: JsonContext = { path, lines: createLineIndex(text), diagnostics: [] };
  const result = scanJson(text);
  const body = result.ok ? readBody(context, [result.node], CONFIGURATION, result.node.span) : emptyBody();
  if (!result.ok) report(context, result.problem);
  return { file: { path, body, comments: [], lines: context.lines }, diagnostics: context.diagnostics };
}

function emptyBody(): Body {
  return { attributes: [], blocks: [], span: { start: 0, end: 0 } };
}

function report(context: JsonContext, problem: JsonProblem): void {
  const { summary, detail } = problem;
  const location = locate(context.path, context.lines, problem.span);
  context.diagnostics.push({ severity: 'error', code: 'hcl-json-syntax', summary, detail, location });
}

/** The objects that a body is made of: one, or several in (nested) arrays. */
function objectsOf(
  context: JsonContext,
  nodes: readonly JsonNode[],
  detail: string,
): (JsonNode & { kind: 'object' })[] {
  const found: (JsonNode & { kind: 'object' })[] = [];
  for (const node of nodes) {
    if (node.kind === 'object') found.push(node);
    else if (node.kind === 'array') found.push(...objectsOf(context, node.items, detail));
    else if (node.kind !== 'keyword' || node.value !== null) {
      report(context, { summary: 'Incorrect JSON value type', detail, span: node.span });
    }
  }
  return found;
}

function readBody(context: JsonContext, nodes: readonly JsonNode[], schema: JsonBodySchema, span: Span): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  const detail = 'A JSON object is required here, to define arguments and child blocks.';
  for (const object of objectsOf(context, nodes, detail)) {
    for (const property of object.properties) {
      const type = Object.hasOwn(schema.blocks, property.name) ? schema.blocks[property.name] : undefined;
      if (type !== undefined) readBlocks(context, property, type, blocks);
      else if (property.name !== '//') readAttribute(context, property, schema, attributes);
    }
  }
  return { attributes: [...attributes.values()], blocks, span };
}

function readAttribute(
  context: JsonContext,
  property: JsonProperty,
  schema: JsonBodySchema,
  attributes: Map<string, Attribute>,
): void {
  const { name, nameSpan } = property;
  const earlier = attributes.get(name);
  if (earlier !== undefined) {
    const at = context.lines.position(earlier.nameSpan.start);
    const detail = `The argument ${JSON.stringify(name)} was already set at ${context.path}:${at.line},${at.column}.`;
    report(context, { summary: 'Duplicate attribute definition', detail, span: nameSpan });
    return;
  }
  const rule: StringRule = schema.expressions.has(name)
    ? 'expression'
    : schema.literals.has(name)
      ? 'literal'
      : 'template';
  const value = toExpression(context, property.value, rule);
  attributes.set(name, { name, nameSpan, value, span: { start: nameSpan.start, end: property.value.span.end } });
}

function readBlocks(context: JsonContext, property: JsonProperty, type: JsonBlockType, blocks: Block[]): void {
  readLabelled(context, property, property.value, type, [], property.nameSpan, blocks);
}

/** Goes down through the label levels; each may be an array of objects. The header is the last label's place. */
function readLabelled(
  context: JsonContext,
  property: JsonProperty,
  node: JsonNode,
  type: JsonBlockType,
  labels: readonly Label[],
  headerSpan: Span,
  blocks: Block[],
): void {
  const what = type.labels > labels.length ? 'whose property names are block labels' : "to define the block's contents";
  const detail = `Either a JSON object or a JSON array of objects is required here, ${what}.`;
  for (const object of objectsOf(context, [node], detail)) {
    if (labels.length === type.labels) {
      const span = { start: headerSpan.start, end: object.span.end };
      const body = readBody(context, [object], type.body, object.span);
      blocks.push({ type: property.name, labels, body, headerSpan, span });
      continue;
    }
    for (const next of object.properties) {
      if (next.name === '//' && labels.length === 0) continue;
      const label: Label = { text: next.name, span: next.nameSpan };
      readLabelled(context, property, next.value, type, [...labels, label], next.nameSpan, blocks);
    }
  }
}
