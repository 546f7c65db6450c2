import type { ResourceGraph } from '../../graph/types.js';
import type { IdentityFacet } from '../../model/identity.js';
import type { Resource } from '../../model/resource.js';
import type { Value } from '../../model/value.js';
import { childrenOf } from '../../model/values.js';

/**
 * The account number of the scanned code: what the providers agree on; else the one number by which policies name things
 * that the code itself declares (`arn:aws:iam::111122223333:role/orders` next to a role `orders`). Undefined when neither
 * says, or when several numbers would fit.
 */
export function ownAccountOf(graph: ResourceGraph): string | undefined {
  const configured = new Set(
    graph.resources.flatMap(({ account }) => (account?.kind === 'string' ? [account.value] : [])),
  );
  if (configured.size > 0) return configured.size === 1 ? [...configured][0] : undefined;
  const declared = new Set(graph.resources.flatMap(tailsOf));
  const accounts = new Set<string>();
  for (const { identity } of graph.resources) {
    for (const document of identity ? documentsOf(identity) : []) {
      visit(document, 24, (text) => {
        for (const [, service = '', account = '', tail = ''] of text.matchAll(arns)) {
          if (declared.has(`${service}:${tail.replace(/\/\*$/, '')}`)) accounts.add(account);
        }
      });
    }
  }
  return accounts.size === 1 ? [...accounts][0] : undefined;
}

const arns = /arn:aws[\w-]*:([\w-]+):[\w-]*:(\d{12}):([^\s"'\\,]+)/g;

const documentsOf = (facet: IdentityFacet): readonly Value[] => [
  ...facet.permissions.map(({ document }) => document),
  ...(facet.trust ? [facet.trust.document] : []),
  ...(facet.resourcePolicies ?? []).map(({ document }) => document),
];

/** `iam:role/orders`: service and last segment of what a declared thing will be called. */
function tailsOf(node: Resource): readonly string[] {
  if (!node.managed) return [];
  return node.handles.flatMap(({ kind, value }) => {
    if (kind !== 'arn') return [];
    const text =
      value.kind === 'string'
        ? value.value
        : value.kind === 'template'
          ? value.parts.map((p) => (typeof p === 'string' ? p : '\0')).join('')
          : '';
    const parts = text.split(':');
    const tail = parts.slice(5).join(':');
    return tail === '' || tail.includes('\0') ? [] : [`${parts[2]}:${tail}`];
  });
}

/** Every string in a document, whether it is data or text. */
function visit(value: Value, depth: number, see: (text: string) => void): void {
  if (depth === 0) return;
  if (value.kind === 'string') see(value.value);
  if (value.kind === 'template') for (const part of value.parts) if (typeof part === 'string') see(part);
  for (const child of childrenOf(value)) visit(child, depth - 1, see);
}
