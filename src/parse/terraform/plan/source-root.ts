import type { ModuleLoader } from '../module/module-loader.js';
import type { ModuleSource } from '../module/module-source.js';
import { configuredRoot } from './configuration.js';
import type { PlanDocument } from './document.js';

/** A root has to declare at least this share of the blocks that a plan speaks of to be its source. */
const ENOUGH = 0.6;

/**
 * The folder whose configuration the plan was made from: the plan's own or one below it, the one that declares the
 * same blocks. Undefined when none does, or when several do equally well (a root per environment) and none of them is
 * the plan's own folder.
 */
export function sourceRootOf(
  document: PlanDocument,
  loader: ModuleLoader,
  roots: readonly string[],
): string | undefined {
  const dir = folderOf(document.path);
  const wanted = blocksOf(document);
  if (wanted.size === 0) return undefined;
  const below = roots.filter((root) => root === dir || dir === '' || root.startsWith(`${dir}/`));
  const candidates = [...new Set([dir, ...below])];
  const scored = candidates.map((root) => ({ root, score: agreement(loader.module(root), wanted) }));
  const best = Math.max(...scored.map(({ score }) => score));
  if (best < ENOUGH) return undefined;
  const winners = scored.filter(({ score }) => score === best);
  return winners.length === 1 || winners[0]?.root === dir ? winners[0]?.root : undefined;
}

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** `aws_s3_bucket.logs`, `data.aws_vpc.main`, `module.api`: the blocks of the root module. */
function blocksOf(document: PlanDocument): ReadonlySet<string> {
  const configured = configuredRoot(document.configuration);
  const names = new Set([
    ...configured.resources.keys(),
    ...[...configured.calls.keys()].map((name) => `module.${name}`),
  ]);
  if (names.size > 0) return names;
  for (const { module, mode, type, name } of document.resources) {
    if (module === '') names.add(`${mode === 'data' ? 'data.' : ''}${type}.${name}`);
    else names.add(/^module\.[^.[]+/.exec(module)?.[0] ?? module);
  }
  return names;
}

/** The share of blocks that both have, of those that either has. */
function agreement(module: ModuleSource | undefined, wanted: ReadonlySet<string>): number {
  if (!module) return 0;
  const own = [
    ...module.managed.keys(),
    ...module.data.keys(),
    ...[...module.calls.keys()].map((name) => `module.${name}`),
  ];
  const shared = own.filter((name) => wanted.has(name)).length;
  return shared / Math.max(wanted.size, 1) - (own.length - shared) / 1000;
}
