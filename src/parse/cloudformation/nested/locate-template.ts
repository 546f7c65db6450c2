import { posix } from 'node:path';
import type { Value } from '../../../model/value.js';

/** The templates of a scan by file name. */
export class TemplatePaths {
  private readonly byName = new Map<string, string[]>();

  constructor(paths: Iterable<string>) {
    for (const path of paths) {
      const name = path.split('/').at(-1) ?? '';
      const present = this.byName.get(name);
      if (present) present.push(path);
      else this.byName.set(name, [path]);
    }
  }

  named(name: string): readonly string[] {
    return this.byName.get(name) ?? [];
  }
}

/**
 * The template in the scan that a `TemplateURL` or `Location` names: a path relative to the template that names it, or a URL
 * whose last part that is known ends like exactly one template's path (the nearest to the parent when several do).
 */
export function locateTemplate(url: Value, from: string, templates: TemplatePaths): string | undefined {
  const text = lastKnownText(url);
  if (text === undefined || text === '') return undefined;
  const whole = url.kind === 'string';
  if (whole && !/^[a-z0-9+]+:\/\//i.test(text)) {
    const path = posix.join(posix.dirname(from), text);
    if (templates.named(path.split('/').at(-1) ?? '').includes(path)) return path;
  }
  return bySuffix(text.replace(/^[a-z0-9+]+:\/\/[^/]*\//i, '').replace(/[?#].*$/, ''), from, templates);
}

function lastKnownText(url: Value): string | undefined {
  if (url.kind === 'string') return url.value;
  const last = url.kind === 'template' ? url.parts.at(-1) : undefined;
  return typeof last === 'string' ? last : undefined;
}

/** Tries the whole path first, then without its leading folders. */
function bySuffix(path: string, from: string, templates: TemplatePaths): string | undefined {
  const steps = path.split('/').filter((step) => step !== '' && step !== '.' && step !== '..');
  const named = templates.named(steps.at(-1) ?? '');
  for (let skip = 0; skip < Math.min(steps.length, 12); skip += 1) {
    const end = steps.slice(skip).join('/');
    const found = named.filter((file) => file !== from && (file === end || file.endsWith(`/${end}`)));
    const [only] = found;
    if (found.length === 1) return only;
    if (found.length > 1) return nearest(found, from);
  }
  return undefined;
}

/** The one that shares the most leading folders with the parent. */
function nearest(files: readonly string[], from: string): string | undefined {
  const home = from.split('/');
  const shared = (file: string): number => {
    const steps = file.split('/');
    let count = 0;
    while (count < steps.length && steps[count] === home[count]) count += 1;
    return count;
  };
  const best = Math.max(...files.map(shared));
  const closest = files.filter((file) => shared(file) === best);
  return closest.length === 1 ? closest[0] : undefined;
}
