import type { Declaration } from '../../../src/model/declaration.js';
import type { Value } from '../../../src/model/value.js';
import { readTerraform, type TerraformOptions } from '../../../src/parse/terraform/index.js';
import { memoryTree } from '../../../src/source/index.js';

/** A value on one line: `&a.b.id` a reference, `?why subject` an unknown, `(a | b)` a choice, `~` assumed, `!` sensitive. */
export function show(value: Value | undefined): string {
  if (!value) return 'absent';
  const marks = `${value.assumed ? '~' : ''}${value.sensitive ? '!' : ''}`;
  switch (value.kind) {
    case 'null':
      return `null${marks}`;
    case 'bool':
    case 'number':
      return `${value.value}${marks}`;
    case 'string':
      return `${JSON.stringify(value.value)}${marks}`;
    case 'template':
      return `\`${value.parts.map((part) => (typeof part === 'string' ? part : `\${${show(part)}}`)).join('')}\`${marks}`;
    case 'reference':
      return `&${[value.to.address, ...value.to.path].join('.')}${marks}`;
    case 'list':
      return `[${value.items.map(show).join(', ')}]${marks}`;
    case 'map':
      return `{${[...value.entries].map(([key, item]) => `${key}: ${show(item)}`).join(', ')}}${marks}`;
    case 'unknown':
      return `?${value.reasons.map((reason) => `${reason.code} ${reason.subject}`).join(' + ')}${marks}`;
    case 'choice':
      return `(${value.arms.map(show).join(' | ')})${marks}`;
  }
}

/** `address.path`, in order. */
export const refsOf = (value: Value | undefined): string[] =>
  (value?.refs ?? []).map((ref) => [ref.address, ...ref.path].join('.'));

export interface Reading {
  readonly byAddress: ReadonlyMap<string, Declaration>;
  readonly addresses: readonly string[];
  readonly diagnostics: readonly string[];
  readonly roots: readonly string[];
  /** The attribute of a declaration, shown. */
  attribute(address: string, name: string): string;
  value(address: string, name: string): Value | undefined;
}

/** Reads files given as text. A single text is `main.tf`. */
export async function reading(
  files: string | Readonly<Record<string, string>>,
  options: TerraformOptions = {},
): Promise<Reading> {
  const texts = typeof files === 'string' ? { 'main.tf': files } : files;
  const { declarations, diagnostics, roots } = await readTerraform(memoryTree(texts), options);
  const key = (d: Declaration): string => (d.scope === '' ? d.address : `${d.scope}:${d.address}`);
  const byAddress = new Map(declarations.map((d) => [key(d), d]));
  const value = (address: string, name: string): Value | undefined => byAddress.get(address)?.body.entries.get(name);
  return {
    byAddress,
    addresses: declarations.map(key),
    diagnostics: diagnostics.map(
      (d) =>
        `${d.severity} ${d.code} ${d.location ? `${d.location.file}:${d.location.start.line}:${d.location.start.column} ` : ''}${d.summary}`,
    ),
    roots: roots.map((root) => root.dir),
    value,
    attribute: (address, name) => show(value(address, name)),
  };
}
