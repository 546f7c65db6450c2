import type { Declaration } from '../../../model/declaration.js';
import { allReferences } from '../../../model/values.js';
import type { Problems } from '../problems.js';

/** Reports every group of resources that refer to each other in a circle: CloudFormation refuses such a template. */
export function reportCycles(declarations: readonly Declaration[], problems: Problems): void {
  const byAddress = new Map(declarations.map((declaration) => [declaration.address, declaration] as const));
  const edges = new Map(
    declarations.map((declaration) => [
      declaration.address,
      allReferences(declaration.body)
        .map((ref) => ref.address)
        .filter((address) => byAddress.has(address)),
    ]),
  );
  for (const circle of circles(edges)) {
    const first = byAddress.get(circle[0] ?? '');
    if (!first) continue;
    const summary =
      circle.length === 1
        ? `${first.address} refers to itself`
        : `${circle.join(', ')} refer to each other in a circle`;
    const detail = 'CloudFormation cannot create them. Take one reference out, for example into a resource of its own.';
    problems.error('cfn-circular', first.location, summary, detail);
  }
}

/** Strongly connected parts with a circle in them (Tarjan, with a stack of its own). */
function circles(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onPath = new Set<string>();
  const path: string[] = [];
  const found: string[][] = [];
  const enter = (node: string): { node: string; next: number } => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    path.push(node);
    onPath.add(node);
    return { node, next: 0 };
  };
  for (const start of edges.keys()) {
    if (index.has(start)) continue;
    const work = [enter(start)];
    for (let top = work.at(-1); top; top = work.at(-1)) {
      const target = edges.get(top.node)?.[top.next];
      top.next += 1;
      if (target !== undefined) {
        if (!index.has(target)) work.push(enter(target));
        else if (onPath.has(target)) lower(low, top.node, index.get(target) ?? 0);
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent) lower(low, parent.node, low.get(top.node) ?? 0);
      if (low.get(top.node) !== index.get(top.node)) continue;
      const part: string[] = [];
      for (let node = path.pop(); node !== undefined; node = node === top.node ? undefined : path.pop()) {
        part.unshift(node);
        onPath.delete(node);
      }
      if (part.length > 1 || edges.get(top.node)?.includes(top.node)) found.push(part);
    }
  }
  return found;
}

function lower(low: Map<string, number>, node: string, to: number): void {
  low.set(node, Math.min(low.get(node) ?? to, to));
}
