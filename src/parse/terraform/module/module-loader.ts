import type { Diagnostic } from '../../../model/diagnostic.js';
import type { SourceTree } from '../../../model/source.js';
import type { HclFile } from '../hcl/syntax.js';
import type { SourceBlock, ModuleSource } from './module-source.js';
import { locate } from './locate.js';
import { buildModule } from './build-module.js';
import { isTerraformFile, listedFiles, moduleFiles, type ParsedFile, parseFile } from './module-files.js';
import { literalString } from './literal.js';
import { joinPath } from './paths.js';

type Report = { add(diagnostic: Diagnostic): void };

/** Reads module folders, each once, and finds the folder that a module call means. */
export class ModuleLoader {
  private readonly modules = new Map<string, ModuleSource | undefined>();
  private readonly files = new Map<string, ParsedFile>();
  private readonly installed = new Map<string, ReadonlyMap<string, string>>();
  private readonly missing = new Set<string>();
  private readonly folders = new Map<string, string[]>();

  constructor(
    private readonly tree: SourceTree,
    /** Sources that the user maps to folders (`--module-path`). */
    private readonly modulePaths: ReadonlyMap<string, string>,
    private readonly problems: Report,
  ) {
    for (const file of tree.files) {
      const slash = file.path.lastIndexOf('/');
      const dir = slash < 0 ? '' : file.path.slice(0, slash);
      const names = this.folders.get(dir);
      if (names) names.push(file.path);
      else this.folders.set(dir, [file.path]);
    }
  }

  /** The files of a folder that the walk kept, with their paths. */
  filesIn(dir: string): readonly string[] {
    return this.folders.get(dir) ?? [];
  }

  /** Every folder with at least one file, sorted. */
  get dirs(): readonly string[] {
    return [...this.folders.keys()].sort();
  }

  /**
   * Parses every Terraform file that the walk kept. A file that our parser rejects is given to HashiCorp's, which is
   * loaded only then.
   */
  async prepare(): Promise<void> {
    for (const { path } of this.tree.files) {
      if (!isTerraformFile(path)) continue;
      const parsed = this.parsedFile(path);
      const rejected = parsed.diagnostics.some(({ severity }) => severity === 'error');
      if (!rejected || !parsed.file || parsed.text === undefined) continue;
      const { readWithAuthority } = await import('../hcl/authority.js');
      const ours = { file: parsed.file, diagnostics: [...parsed.diagnostics] };
      this.files.set(path, await readWithAuthority(path, parsed.text, ours));
    }
  }

  private parsedFile(path: string): ParsedFile {
    const known = this.files.get(path);
    if (known) return known;
    const parsed = parseFile(this.tree, path);
    const clean = parsed.diagnostics.length === 0 && parsed.file;
    const kept = clean ? { file: parsed.file, diagnostics: [] } : parsed;
    this.files.set(path, kept);
    return kept;
  }

  /** The parsed Terraform files of a folder, in the order Terraform reads them. */
  private parsed(dir: string): readonly HclFile[] {
    const kept = this.filesIn(dir).filter(isTerraformFile);
    return moduleFiles(kept.length > 0 ? kept : listedFiles(this.tree, dir)).flatMap((path) => {
      const { file, diagnostics } = this.parsedFile(path);
      for (const diagnostic of diagnostics) this.problems.add(diagnostic);
      return file ? [file] : [];
    });
  }

  /** The module in a folder; undefined when there are no Terraform files. */
  module(dir: string): ModuleSource | undefined {
    if (this.modules.has(dir)) return this.modules.get(dir);
    const files = this.parsed(dir);
    const module = files.length === 0 ? undefined : buildModule(dir, files, this.problems);
    this.modules.set(dir, module);
    return module;
  }

  /** The folder that a call's source means, as far as it is inside the scan root. */
  folderOf(source: string, fromDir: string, rootDir: string, callPath: string): string | undefined {
    if (isLocal(source)) return joinPath(fromDir, source);
    const mapped = this.modulePaths.get(source) ?? this.modulePaths.get(source.split('//')[0] ?? source);
    if (mapped !== undefined) return joinPath('', mapped);
    return this.manifest(rootDir).get(callPath);
  }

  /** The module that a call block means; one diagnostic per source that is not on disk. */
  called(
    block: SourceBlock,
    fromDir: string,
    callPath: string,
    problems: Report,
    rootDir: string,
  ): ModuleSource | undefined {
    const attribute = block.attributes.get('source');
    const source = attribute && literalString(attribute.value);
    if (!attribute || source === undefined) {
      problems.add({
        severity: 'error',
        code: 'module-source',
        summary: `Module "${block.labels[0] ?? ''}" has no source`,
        detail: 'A module block needs a "source" argument that is a plain string. Its outputs count as unknown.',
        location: locate(block.file, block.headerSpan),
      });
      return undefined;
    }
    const dir = this.folderOf(source, fromDir, rootDir, callPath);
    const module = dir === undefined ? undefined : this.module(dir);
    if (!module) this.reportMissing(source, isLocal(source) ? (dir ?? source) : source, attribute, problems);
    return module;
  }

  private reportMissing(
    source: string,
    key: string,
    attribute: { file: HclFile; value: { span: { start: number; end: number } } },
    problems: Report,
  ): void {
    if (this.missing.has(key)) return;
    this.missing.add(key);
    problems.add({
      severity: 'warning',
      code: 'module-not-found',
      summary: `Module source "${source}" is not on disk`,
      detail: isLocal(source)
        ? 'There is no such folder with Terraform files inside the scan root. What the module declares is not scanned and its outputs are unknown. Check the path, or scan a folder that contains it.'
        : `What the module declares is not scanned and its outputs are unknown. Run "terraform init" first, or say where it is with --module-path ${source}=DIR.`,
      location: locate(attribute.file, attribute.value.span),
    });
  }

  /** What `terraform init` wrote about installed modules: call path -> folder. */
  private manifest(rootDir: string): ReadonlyMap<string, string> {
    const known = this.installed.get(rootDir);
    if (known) return known;
    const path = joinPath(rootDir, '.terraform/modules/modules.json') as string;
    const read = this.tree.read(path);
    const entries = read.ok ? manifestEntries(read.text, rootDir) : new Map<string, string>();
    this.installed.set(rootDir, entries);
    return entries;
  }
}

/** True for `./x` and `../x`, the only sources that Terraform reads from the same tree. */
export const isLocal = (source: string): boolean => /^\.\.?(\/|$)/.test(source);

function manifestEntries(text: string, rootDir: string): Map<string, string> {
  const entries = new Map<string, string>();
  try {
    const parsed = JSON.parse(text) as { Modules?: readonly { Key?: unknown; Dir?: unknown }[] };
    for (const module of Array.isArray(parsed?.Modules) ? parsed.Modules : []) {
      if (typeof module?.Key !== 'string' || typeof module.Dir !== 'string') continue;
      const dir = joinPath(rootDir, module.Dir);
      if (dir !== undefined) entries.set(module.Key, dir);
    }
  } catch {
    // A broken manifest is as good as none: the calls are reported as not on disk.
  }
  return entries;
}
