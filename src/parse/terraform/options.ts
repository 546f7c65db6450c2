/** What the user gives besides the files. */
export interface TerraformOptions {
  /** Values of `-var`, as text. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Further value files, relative to the scan root; later ones win. */
  readonly varFiles?: readonly string[];
  /** Module source -> folder relative to the scan root. */
  readonly modulePaths?: Readonly<Record<string, string>>;
  readonly workspace?: string;
}

/** One root module of the scan. */
export interface RootSummary {
  /** Folder relative to the scan root; the scope of its addresses. */
  readonly dir: string;
  /** Value files that were read, in order of precedence, weakest first. */
  readonly varFiles: readonly string[];
  /** Value files next to the root that were not read; `--var-file` takes them. */
  readonly offered: readonly string[];
  readonly instances: number;
  /** Sentences for the scan's summary. */
  readonly notes: readonly string[];
}
