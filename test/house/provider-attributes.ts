import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/** Members of a type or block: 1 for a plain value, `*` for one of any shape. Lists and maps stand as their items. */
export interface Tree {
  readonly [member: string]: 1 | '*' | Tree;
}

/** What `scripts/generate-provider-schema.ts` wrote down of the providers' schemas. */
export const providerAttributes = JSON.parse(
  brotliDecompressSync(readFileSync(new URL('../../schemas/provider-attributes.br', import.meta.url))).toString('utf8'),
) as {
  readonly source: readonly string[];
  readonly terraform: Readonly<Record<string, Tree>>;
  readonly cloudformation: Readonly<Record<string, Tree>>;
};

/** What stands at a dotted path; undefined when nothing does. */
export function at(tree: Tree | 1 | '*' | undefined, path: readonly string[]): Tree | 1 | '*' | undefined {
  const [head, ...rest] = path;
  if (tree === undefined || head === undefined || tree === '*') return tree;
  return tree === 1 ? undefined : at(tree[head], rest);
}
