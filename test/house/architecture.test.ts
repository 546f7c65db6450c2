import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesBelow, readModules } from './imports.js';

const modules = readModules();
const roomOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : path);

/** Who may import whom (DESIGN §1). A room may always import itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'index.ts': ['scan.ts', 'report', 'source', 'policy', 'model'],
  'scan.ts': ['parse', 'catalog', 'graph', 'infer', 'policy', 'risk', 'model', 'live'],
  cli: ['scan.ts', 'report', 'model', 'source', 'policy', 'risk', 'live', 'infer', 'graph', 'parse'],
  model: [],
  source: ['model'],
  parse: ['model'],
  catalog: ['model'],
  graph: ['model'],
  infer: ['model', 'graph'],
  policy: ['model', 'graph'],
  risk: ['model', 'graph'],
  report: ['model'],
  live: ['model', 'graph'],
};

/** Third-party packages and the rooms that they live behind. */
const homes: Readonly<Record<string, readonly string[]>> = {
  commander: ['cli'],
  picocolors: ['report', 'cli'],
  picomatch: ['source', 'parse'],
  '@cdktf/hcl2json': ['parse'],
  'js-yaml': ['parse', 'policy'],
  zod: ['policy', 'report'],
  '@aws-sdk/client-iam': ['live'],
  'ipaddr.js': ['infer', 'parse'],
  'cidr-tools': ['infer', 'parse'],
};

describe('the house', () => {
  it('has modules to look at', () => {
    expect(modules.length).toBeGreaterThan(200);
    expect(new Set(modules.map((m) => roomOf(m.path)))).toEqual(
      new Set(Object.keys(allowed).filter((room) => room !== 'live' || modules.some((m) => roomOf(m.path) === 'live'))),
    );
  });

  it('rooms import only what they may', () => {
    const breaches = modules.flatMap((m) => {
      const room = roomOf(m.path);
      const own = m.imports.filter((path) => roomOf(path) !== room && !(allowed[room] ?? []).includes(roomOf(path)));
      return own.map((path) => `${m.path} -> ${path}`);
    });
    expect(breaches).toEqual([]);
  });

  it('dialects and providers do not know one another', () => {
    const breaches = modules.flatMap((m) => {
      const wing = wingOf(m.path);
      return wing === undefined
        ? []
        : m.imports.filter((path) => (wingOf(path) ?? wing) !== wing).map((path) => `${m.path} -> ${path}`);
    });
    expect(breaches).toEqual([]);
  });

  it('every package lives behind its rooms', () => {
    const breaches = modules.flatMap((m) =>
      m.packages
        .filter((name) => !name.startsWith('node:') && !(homes[name] ?? []).includes(roomOf(m.path)))
        .map((name) => `${m.path} -> ${name}`),
    );
    expect(breaches).toEqual([]);
  });

  it('only source, the CLI and the loaders of shipped data touch the disk', () => {
    const disk = modules.filter((m) => m.packages.some((name) => /^node:(fs|child_process|net|http|https)/.test(name)));
    const breaches = disk
      .filter((m) => !/^(source|cli|live)\/|^infer\/identity\/data\//.test(m.path))
      .map((m) => m.path);
    expect(breaches).toEqual([]);
  });

  it('only the CLI prints', () => {
    const printers = modules.filter(
      (m) => !m.path.startsWith('cli/') && /process\.(stdout|stderr)|console\./.test(textOf(m.path)),
    );
    expect(printers.map((m) => m.path)).toEqual([]);
  });

  it('file names are kebab case', () => {
    const folders = ['src', 'test', 'scripts', 'bench', 'policies'].map(
      (name) => new URL(`../../${name}`, import.meta.url).pathname,
    );
    const names = folders.flatMap(filesBelow).map((path) => path.slice(path.lastIndexOf('/') + 1));
    expect(names.length).toBeGreaterThan(300);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(name))).toEqual([]);
  });

  it('files stay small', () => {
    const large = modules
      .filter((m) => m.lines > 300 && !/^catalog\/\w+\/index\.ts$/.test(m.path))
      .map((m) => `${m.path} ${m.lines}`);
    expect(large).toEqual([]);
    const sizes = modules.map((m) => m.lines).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(120);
  });
});

/** `parse/terraform`, `catalog/aws`: wings of a room that stand apart. */
function wingOf(path: string): string | undefined {
  const match = /^(parse\/(?:terraform|cloudformation|kubernetes)|catalog\/(?:aws|kubernetes))\//.exec(path);
  return match?.[1];
}

function textOf(path: string): string {
  return readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8');
}
