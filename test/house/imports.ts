import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

/** A module below src/ and what it imports: paths relative to src/ for our own, package names for others. */
export interface Module {
  readonly path: string;
  readonly imports: readonly string[];
  readonly packages: readonly string[];
  readonly lines: number;
}

const root = new URL('../../', import.meta.url).pathname;

/** Every .ts file below src/, read and searched by ourselves: a tool that sees no modules must not pass for success. */
export function readModules(): readonly Module[] {
  const source = join(root, 'src');
  return filesBelow(source).map((file) => {
    const text = readFileSync(file, 'utf8');
    const specifiers = [
      ...text.matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^']+)';|\bimport\('([^']+)'\)|^import '([^']+)';/gm),
    ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
    const own = specifiers.filter((s) => s.startsWith('.'));
    return {
      path: slashes(relative(source, file)),
      imports: own.map((s) =>
        posix.normalize(posix.join(slashes(relative(source, dirname(file))), s)).replace(/\.js$/, '.ts'),
      ),
      packages: specifiers.filter((s) => !s.startsWith('.')),
      lines: text.split('\n').length - 1,
    };
  });
}

export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const slashes = (path: string): string => path.split(sep).join('/');
