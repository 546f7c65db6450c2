/** A file inside the scan root. `text` reads it on first use and is bounded by the size limit. */
export interface SourceFile {
  /** Relative to the scan root, forward slashes. */
  readonly path: string;
  /** Size in bytes. */
  readonly size: number;
  text(): string;
}

/**
 * The scan root as the readers see it. Made by `source/`, which alone touches the disk: paths are relative to the
 * root, and nothing outside the root, or behind a link that leaves it, can be named.
 */
export interface SourceTree {
  /** The files that the walk kept, sorted by path. */
  readonly files: readonly SourceFile[];
  /** Any file inside the root, whether or not the walk kept it (for `file()`, tfvars, `modules.json`). */
  read(path: string): ReadResult;
  /** Paths inside the root that match, for `fileset()`. `dir` is relative to the root. */
  list(dir: string): readonly string[];
  /** True when the directory exists inside the root. */
  isDirectory(path: string): boolean;
}

export type ReadResult =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly text: string }
  | { readonly ok: false; readonly why: 'missing' | 'outside' | 'too-large' | 'unreadable' | 'directory' };
