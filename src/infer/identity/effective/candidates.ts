import type { Resource } from '../../../model/resource.js';
import type { Layer } from '../decision/layer.js';
import { isGlob } from '../pattern/glob.js';
import { isUndecided } from '../pattern/symbol.js';
import type { ResourceIndex } from './resource-index.js';

/** The nodes that a layer's Allow statements may be about. */
export interface Candidates {
  /** Named by a pattern that begins literally: few. */
  readonly named: ReadonlySet<Resource>;
  /** Services whose every node is covered by a wildcard; they grow with the estate and are bounded by the caller. */
  readonly broad: ReadonlySet<string>;
}

const memo = new WeakMap<Layer, Candidates>();

export function candidatesOf(layer: Layer, index: ResourceIndex): Candidates {
  const known = memo.get(layer);
  if (known) return known;
  const named = new Set<Resource>();
  const broad = new Set<string>();
  for (const statement of layer.statements) {
    if (statement.effect !== 'Allow' || !statement.resource) continue;
    const services = servicesOf(statement.action, index);
    if (services.length === 0) continue;
    const { negated, texts, open } = statement.resource;
    if (negated || open.length > 0) for (const service of services) broad.add(service);
    for (const { text } of negated ? [] : texts) {
      const found = index.candidates(text);
      if (found) for (const node of found) named.add(node);
      else for (const service of services) broad.add(service);
    }
  }
  const result = { named, broad };
  memo.set(layer, result);
  return result;
}

/** ARN services that the actions of a statement act on, of those that the graph has nodes of. */
function servicesOf(
  action: { readonly negated: boolean; readonly texts: readonly { readonly text: string }[] },
  index: ResourceIndex,
): readonly string[] {
  if (action.negated) return index.services;
  const wanted = new Set<string>();
  for (const { text } of action.texts) {
    const prefix = text.slice(0, Math.max(0, text.indexOf(':'))).toLowerCase();
    if (prefix === '' || isGlob(prefix) || isUndecided(prefix)) return index.services;
    for (const service of arnServices[prefix] ?? [prefix]) wanted.add(service);
  }
  return index.services.filter((service) => wanted.has(service));
}

/** Action prefixes that act on resources of another ARN service. */
const arnServices: Readonly<Record<string, readonly string[]>> = {
  'rds-data': ['rds'],
  'redshift-data': ['redshift'],
  ssm: ['ssm', 'ec2'],
  'ec2-instance-connect': ['ec2'],
  ebs: ['ec2'],
  apigateway: ['execute-api', 'apigateway'],
  'execute-api': ['execute-api', 'apigateway'],
};
