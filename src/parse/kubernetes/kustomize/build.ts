import { posix } from 'node:path';
import type { Diagnostic } from '../../../model/diagnostic.js';
import type { SourceTree } from '../../../model/source.js';
import type { MapValue, Value } from '../../../model/value.js';
import { parseYaml } from '../../yaml/parse-yaml.js';
import { at, type KubernetesObject, textOf } from '../object.js';
import { readManifest } from '../read-file.js';
import { toValue } from '../to-value.js';
import { generatedObjects } from './generate.js';
import { jsonPatch } from './json-patch.js';
import { mergePatch } from './merge.js';
import { changed } from './rename.js';
import { sameObject, selects } from './select.js';
import { transformAll } from './transform.js';

/** Overlays of overlays of ...; also what stops folders that include each other. */
const maxDepth = 16;

/** Builds Kustomize folders by the fields that most of them use; notes which files they take in. */
export class Builder {
  readonly used = new Set<string>();
  readonly diagnostics: Diagnostic[] = [];

  constructor(
    private readonly tree: SourceTree,
    /** Folder -> its kustomization. */
    private readonly kustomizations: ReadonlyMap<string, { readonly file: string; readonly body: MapValue }>,
  ) {}

  build(folder: string, depth = maxDepth, inherited: readonly KubernetesObject[] = []): readonly KubernetesObject[] {
    const kustomization = this.kustomizations.get(folder);
    if (!kustomization || depth === 0) return inherited;
    const { body, file } = kustomization;
    this.used.add(file);
    let objects: readonly KubernetesObject[] = [
      ...inherited,
      ...[...items(body, 'resources'), ...items(body, 'bases')].flatMap((entry) => this.resource(folder, entry, depth)),
      ...generatedObjects(body, file, (path) => this.text(folder, path)),
    ];
    for (const component of items(body, 'components')) {
      const path = this.inside(folder, component);
      if (path !== undefined) objects = this.build(path, depth - 1, objects);
    }
    for (const patch of this.patches(folder, body)) objects = apply(patch, objects);
    return transformAll(body, objects);
  }

  private resource(folder: string, entry: Value, depth: number): readonly KubernetesObject[] {
    const path = this.inside(folder, entry);
    if (path === undefined) return [];
    if (this.kustomizations.has(path)) return this.build(path, depth - 1);
    const text = this.textAt(path);
    if (text === undefined) {
      this.diagnostics.push(notFound(entry, textOf(entry) ?? ''));
      return [];
    }
    const reading = readManifest({ path, text: () => text });
    this.diagnostics.push(...reading.diagnostics);
    return reading.objects;
  }

  private patches(folder: string, body: MapValue): readonly Patch[] {
    const patches = items(body, 'patches').flatMap((entry) => this.patch(folder, entry, at(entry, 'target')));
    const json = items(body, 'patchesJson6902').flatMap((entry) => this.patch(folder, entry, at(entry, 'target')));
    const merges = items(body, 'patchesStrategicMerge').flatMap((entry) => this.mergeEntry(folder, entry));
    return [...merges, ...patches, ...json];
  }

  private mergeEntry(folder: string, entry: Value): readonly Patch[] {
    const text = textOf(entry) ?? '';
    const values = text.includes('\n') ? inline(entry) : this.file(folder, text);
    return values.map((value) => ({ value, target: undefined }));
  }

  private patch(folder: string, entry: Value, target: Value | undefined): readonly Patch[] {
    const text = at(entry, 'patch');
    const path = textOf(at(entry, 'path'));
    const values = text ? inline(text) : path !== undefined ? this.file(folder, path) : [];
    return values.map((value) => ({ value, target }));
  }

  private file(folder: string, path: string): readonly Value[] {
    const full = posix.normalize(posix.join(folder, path));
    const text = this.textAt(full);
    return text === undefined ? [] : parseYaml(text, full).documents.map(toValue);
  }

  private text(folder: string, path: string): string | undefined {
    return this.textAt(posix.normalize(posix.join(folder, path)));
  }

  private textAt(path: string): string | undefined {
    const read = this.tree.read(path);
    if (!read.ok) return undefined;
    this.used.add(path);
    return read.text;
  }

  /** Path inside the tree; undefined for what is fetched from elsewhere. */
  private inside(folder: string, entry: Value): string | undefined {
    const text = textOf(entry);
    if (text === undefined) return undefined;
    const path = posix.normalize(posix.join(folder, text)).replace(/\/$/, '');
    const clean = path === '.' ? '' : path;
    if (this.kustomizations.has(clean) || this.tree.read(clean).ok) return clean;
    if (!isRemote(text)) return clean;
    this.diagnostics.push(remote(entry, text));
    return undefined;
  }
}

interface Patch {
  readonly value: Value;
  readonly target: Value | undefined;
}

const items = (body: Value, key: string): readonly Value[] => {
  const value = at(body, key);
  return value?.kind === 'list' ? value.items : [];
};

function apply({ value, target }: Patch, objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  return objects.flatMap((object) => {
    const chosen = target ? selects(target, object) : value.kind === 'map' && sameObject(value, object);
    if (!chosen) return [object];
    if (value.kind === 'list') return [changed(object, jsonPatch(object.body, value.items))];
    if (value.kind !== 'map') return [object];
    if (textOf(at(value, '$patch')) === 'delete') return [];
    const merged = mergePatch(object.body, value);
    // A patch for a target by kind may carry any name: the object keeps its own.
    const name = at(object.body, 'metadata', 'name');
    return [changed(object, target && name ? mergePatch(merged, renaming(merged, name)) : merged)];
  });
}

const renaming = (body: MapValue, name: Value): MapValue => ({
  ...body,
  entries: new Map([
    ['metadata', { kind: 'map', collection: 'object', entries: new Map([['name', name]]) } as MapValue],
  ]),
});

/** A patch that is written as text inside the kustomization; blank lines before it keep its line numbers. */
function inline(value: Value): readonly Value[] {
  const text = textOf(value) ?? '';
  const line = value.at?.start.line ?? 1;
  return parseYaml('\n'.repeat(line - 1) + text, value.at?.file ?? '').documents.map(toValue);
}

const isRemote = (text: string): boolean =>
  /^(https?:|git@|git::|ssh:|github\.com\/|[\w.-]+\.\w+\/.+)|\?ref=/.test(text);

const remote = (entry: Value, text: string): Diagnostic => ({
  severity: 'note',
  code: 'kustomize-remote',
  summary: `${text} is fetched from elsewhere`,
  detail: 'It is missing from the model. Build it and scan the result: kustomize build | threatplan scan -',
  ...(entry.at && { location: entry.at }),
});

const notFound = (entry: Value, text: string): Diagnostic => ({
  severity: 'warning',
  code: 'kustomize-missing',
  summary: `${text} is not there`,
  detail:
    'The kustomization names it as a resource, but no such file or folder is inside the scan. Correct the path, or scan a folder that holds it.',
  ...(entry.at && { location: entry.at }),
});
