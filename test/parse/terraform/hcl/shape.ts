import type { Body, Expression } from '../../../../src/parse/terraform/hcl/syntax.js';

/** A value that hcl2json prints as text and ours keeps as an expression. */
export const OPAQUE = Symbol('opaque');

/** What hcl2json says about a body: `{ type: { label: [body] }, name: value }`. */
export type Shape = { readonly [name: string]: unknown };

/** Our tree in hcl2json's form. */
export function shapeOfBody(body: Body): Shape {
  const shape: Record<string, unknown> = Object.create(null);
  for (const attribute of body.attributes) shape[attribute.name] = shapeOfExpression(attribute.value);
  for (const block of body.blocks) {
    let level = shape;
    const keys = [block.type, ...block.labels.map((label) => label.text)];
    for (const key of keys.slice(0, -1)) {
      level[key] ??= Object.create(null);
      level = level[key] as Record<string, unknown>;
    }
    const last = keys.at(-1) ?? '';
    const bodies = (level[last] ?? []) as unknown[];
    level[last] = [...bodies, shapeOfBody(block.body)];
  }
  return shape;
}

function shapeOfExpression(value: Expression): unknown {
  if (value.kind === 'literal') return value.value;
  if (value.kind === 'tuple') return value.items.map(shapeOfExpression);
  if (value.kind !== 'object') return OPAQUE;
  const shape: Record<string, unknown> = Object.create(null);
  for (const item of value.items) {
    if (item.key.kind !== 'literal') return OPAQUE;
    shape[String(item.key.value)] = shapeOfExpression(item.value);
  }
  return shape;
}

/** The first place where the shapes differ, as a path; undefined when they agree. */
export function difference(ours: unknown, theirs: unknown, path = ''): string | undefined {
  if (ours === OPAQUE) return undefined;
  if (typeof ours === 'string' && typeof theirs === 'string') {
    const unescaped = theirs.replaceAll('$${', '${').replaceAll('%%{', '%{');
    return ours === theirs || ours === unescaped ? undefined : `${path}: ${ours} != ${theirs}`;
  }
  if (typeof ours !== 'object' || ours === null || typeof theirs !== 'object' || theirs === null) {
    return ours === theirs ? undefined : `${path}: ${String(ours)} != ${String(theirs)}`;
  }
  const left = Object.keys(ours).sort();
  const right = Object.keys(theirs).sort();
  if (left.join() !== right.join()) return `${path}: keys ${left.join()} != ${right.join()}`;
  for (const key of left) {
    const found = difference((ours as Shape)[key], (theirs as Shape)[key], `${path}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
