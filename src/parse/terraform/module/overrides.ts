import type { SourceBlock, SourceNested } from './module-source.js';

/**
 * Merges a block of an override file into the block it overrides: attributes replace attributes of the same name,
 * nested blocks replace all nested blocks of the same type (`dynamic "x"` counts as `x`).
 * Source: developer.hashicorp.com/terraform/language/files/override.
 */
export function mergeOverride(base: SourceBlock, override: SourceBlock): SourceBlock {
  const replaced = new Set(override.blocks.map(typeOf));
  const blocks = [...base.blocks.filter((nested) => !replaced.has(typeOf(nested))), ...override.blocks];
  return { ...base, attributes: new Map([...base.attributes, ...override.attributes]), blocks };
}

const typeOf = ({ block }: SourceNested): string =>
  block.type === 'dynamic' ? (block.labels[0]?.text ?? block.type) : block.type;
