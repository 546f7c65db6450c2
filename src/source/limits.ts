/** Bounds on what a scan reads, in bytes and counts. They stop accidents (a database dump named .json), not real code. */
export const limits = {
  /** A file found by walking. 50,000-line CRDs are about 2 MB. */
  walkedFile: 10 * 1024 * 1024,
  /** A file that the user named: plans of large estates. */
  namedFile: 512 * 1024 * 1024,
  depth: 64,
  files: 500_000,
} as const;

/** Folders that hold no infrastructure code of the user's own. `.terraform` is read only for its module manifest. */
export const skippedFolders: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.terraform',
  '.terragrunt-cache',
  'node_modules',
  '.venv',
  'venv',
  '__pycache__',
  '.idea',
  '.vscode',
]);

/** Endings of files that some reader understands. */
export const readableEndings = [
  '.tf',
  '.tf.json',
  '.tofu',
  '.tofu.json',
  '.tfvars',
  '.tfstate',
  '.json',
  '.yaml',
  '.yml',
  '.template',
] as const;
