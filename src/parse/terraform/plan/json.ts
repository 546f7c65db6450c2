import type { JsonNode, JsonProperty } from '../hcl/json-scanner.js';

/** Readers of a JSON tree that take whatever is there: a wrong kind is the same as nothing. */

export const propertiesOf = (node: JsonNode | undefined): readonly JsonProperty[] =>
  node?.kind === 'object' ? node.properties : [];

export const itemsOf = (node: JsonNode | undefined): readonly JsonNode[] => (node?.kind === 'array' ? node.items : []);

/** The value under a key, down a path of keys. */
export function at(node: JsonNode | undefined, ...path: readonly string[]): JsonNode | undefined {
  let found = node;
  for (const name of path) found = propertiesOf(found).find((property) => property.name === name)?.value;
  return found;
}

export const textAt = (node: JsonNode | undefined, ...path: readonly string[]): string | undefined => {
  const found = at(node, ...path);
  return found?.kind === 'string' ? found.value : undefined;
};

export const isTrue = (node: JsonNode | undefined): boolean => node?.kind === 'keyword' && node.value === true;
export const isNull = (node: JsonNode | undefined): boolean => node?.kind === 'keyword' && node.value === null;

/** The strings of an array. */
export const textsAt = (node: JsonNode | undefined, ...path: readonly string[]): readonly string[] =>
  itemsOf(at(node, ...path)).flatMap((item) => (item.kind === 'string' ? [item.value] : []));
