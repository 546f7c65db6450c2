import type { Resource } from '../../../model/resource.js';
import { arnSegments, isArn, segment } from '../pattern/arn.js';
import { isGlob } from '../pattern/glob.js';
import { isUndecided } from '../pattern/symbol.js';

interface Entry {
  readonly tail: string;
  readonly node: Resource;
}

/**
 * Finds the nodes that a resource pattern may cover without looking at all of them: by service and by the literal beginning
 * of the last ARN segment. A look-up costs what it finds.
 */
export class ResourceIndex {
  private readonly everything = new Map<string, Resource[]>();
  private readonly sorted = new Map<string, Entry[]>();
  private readonly exact = new Map<string, Resource[]>();
  /** Nodes whose name is not known: any pattern may cover them. */
  private readonly undecided = new Map<string, Resource[]>();

  constructor(nodes: readonly Resource[], arnOf: (node: Resource) => string) {
    for (const node of nodes) this.add(node, arnOf(node));
    for (const entries of this.sorted.values())
      entries.sort((a, b) => (a.tail < b.tail ? -1 : a.tail > b.tail ? 1 : 0));
    for (const [service, entries] of this.sorted)
      this.everything.set(
        service,
        entries.map(({ node }) => node),
      );
  }

  get services(): readonly string[] {
    return [...this.sorted.keys()];
  }

  /** All nodes of a service. */
  all(service: string): readonly Resource[] {
    return this.everything.get(service) ?? [];
  }

  /** Nodes that the pattern may cover; undefined when it may cover every node of any service. */
  candidates(pattern: string): readonly Resource[] | undefined {
    if (!isArn(pattern)) return undefined;
    const segments = arnSegments(pattern);
    const service = segments[segment.service] ?? '*';
    if (isGlob(service) || isUndecided(service)) return undefined;
    const tail = segments[segment.resource] ?? '*';
    const prefix = definite(tail);
    const found = new Set<Resource>(this.undecided.get(service));
    for (let i = 1; i <= prefix.length; i += 1) {
      if (i < prefix.length && !/[/:-]/.test(prefix[i] as string)) continue;
      for (const node of this.exact.get(`${service}|${prefix.slice(0, i)}`) ?? []) found.add(node);
    }
    if (prefix.length < tail.length) for (const node of this.range(service, prefix)) found.add(node);
    return [...found];
  }

  private range(service: string, prefix: string): Resource[] {
    const entries = this.sorted.get(service) ?? [];
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((entries[middle] as Entry).tail < prefix) low = middle + 1;
      else high = middle;
    }
    const found: Resource[] = [];
    for (let i = low; i < entries.length && (entries[i] as Entry).tail.startsWith(prefix); i += 1) {
      found.push((entries[i] as Entry).node);
    }
    return found;
  }

  private add(node: Resource, arn: string): void {
    const segments = arnSegments(arn);
    const service = segments[segment.service] ?? '';
    const tail = (segments[segment.resource] ?? '').replace(/-\?+$/, '');
    push(this.sorted, service, { tail, node });
    if (isUndecided(tail)) push(this.undecided, service, node);
    else push(this.exact, `${service}|${tail}`, node);
  }
}

/** Text before the first wildcard or unknown part. */
const definite = (text: string): string => {
  const end = text.search(/[*?$\uE001\uE003\uE004]/);
  return end < 0 ? text : text.slice(0, end);
};

const push = <T>(index: Map<string, T[]>, key: string, item: T): void => {
  const present = index.get(key);
  if (present) present.push(item);
  else index.set(key, [item]);
};
