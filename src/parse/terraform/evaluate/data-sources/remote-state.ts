import type { Value } from '../../../../model/value.js';
import { unknownValue } from '../../../../model/values.js';
import { locate } from '../../module/locate.js';
import { type SourceNested, nestedOf } from '../../module/module-source.js';
import { joinPath } from '../../module/paths.js';
import { evaluate } from '../expression.js';
import type { ModuleInstance } from '../module-instance.js';
import type { ResourceInstance } from '../resource-instance.js';

/**
 * `outputs` of another root, or one of them: that root's own values when it is in the scan, else unknown with code
 * `import`. The root is the one whose backend writes the state that the data source reads.
 */
export function remoteOutput(instance: ResourceInstance, output?: string): Value {
  const { block } = instance.node;
  const root = producer(instance);
  const found = output === undefined ? root?.outputsObject() : root?.output(output);
  if (found) return found;
  const subject = `${instance.address}.outputs${output === undefined ? '' : `.${output}`}`;
  return unknownValue('import', subject, locate(block.file, block.headerSpan));
}

/** What tells one state from another, by backend type; the last name must be known on both sides. */
const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  s3: ['bucket', 'key'],
  gcs: ['bucket', 'prefix'],
  azurerm: ['storage_account_name', 'container_name', 'key'],
  consul: ['path'],
  http: ['address'],
  oss: ['bucket', 'prefix', 'key'],
};

const producers = new WeakMap<ResourceInstance, ModuleInstance | null>();

function producer(instance: ResourceInstance): ModuleInstance | undefined {
  const known = producers.get(instance);
  if (known !== undefined) return known ?? undefined;
  const backend = instance.written('backend');
  const config = instance.written('config');
  const { run } = instance.node.module;
  const matches =
    backend?.kind === 'string' && config
      ? run.roots().filter((root) => root.run !== run && writes(root, backend.value, config, run.rootDir))
      : [];
  const [only] = matches;
  producers.set(instance, matches.length === 1 && only ? only : null);
  return matches.length === 1 ? only : undefined;
}

function writes(root: ModuleInstance, type: string, config: Value, readerDir: string): boolean {
  if (config.kind !== 'map') return false;
  const backend = root.source.settings.flatMap((block) => nestedOf(block, 'backend')).at(-1);
  if (type === 'local') {
    const state = localState(root, backend);
    return state !== undefined && state === localPath(readerDir, config.entries.get('path'));
  }
  const names = IDENTITY[type];
  if (!names || backend?.block.labels[0]?.text !== type) return false;
  const settings = settingsOf(root, backend);
  return names.every((name, index) => agrees(settings.get(name), config.entries.get(name), index === names.length - 1));
}

function settingsOf(root: ModuleInstance, { block, file }: SourceNested): ReadonlyMap<string, Value> {
  const env = root.environment(file);
  return new Map(block.body.attributes.map(({ name, value }) => [name, evaluate(value, env)]));
}

/** Equal as far as known; a template agrees with texts that have its literal parts in order. */
function agrees(written: Value | undefined, read: Value | undefined, required: boolean): boolean {
  if (written?.kind !== 'string' || !read) return !required;
  if (read.kind === 'string') return read.value === written.value;
  if (read.kind === 'template') return fits(written.value, read.parts);
  return !required;
}

function fits(text: string, parts: readonly (string | Value)[]): boolean {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string') continue;
    const found = text.indexOf(part, at);
    if (found < 0 || (index === 0 && found !== 0)) return false;
    at = found + part.length;
  }
  const last = parts.at(-1);
  return typeof last !== 'string' || text.endsWith(last);
}

/** Where a root without a backend, or with a local one, keeps its state. */
function localState(root: ModuleInstance, backend: SourceNested | undefined): string | undefined {
  if (backend && backend.block.labels[0]?.text !== 'local') return undefined;
  const path = backend && settingsOf(root, backend).get('path');
  return localPath(root.run.rootDir, path ?? { kind: 'string', value: 'terraform.tfstate' });
}

const localPath = (dir: string, path: Value | undefined): string | undefined =>
  path?.kind === 'string' ? joinPath(dir, path.value) : undefined;
