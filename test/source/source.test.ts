import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../src/source/limits.js';
import { memoryTree, openSource, readPolicyFolder, type SourceResult } from '../../src/source/index.js';

/** A shop's repository with everything that a walk may trip over, and a secret beside it that must stay unread. */
let home = '';
const put = (path: string, content: string | Buffer = '# empty\n'): void => {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), content);
};

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'threatplan-source-'));
  put('secret.tf', 'secret = true\n');
  put('shop/main.tf', 'locals {}\n');
  put('shop/ignored.tf');
  put('shop/.gitignore', 'ignored.tf\n');
  put('shop/README.md');
  put('shop/stacks/queue.yaml', 'Resources: {}\n');
  put('shop/stacks/api.template');
  put('shop/.terraform/modules/x/main.tf');
  put('shop/node_modules/x/main.tf');
  put('shop/binary.json', Buffer.from([123, 0, 125]));
  put('shop/dump.json', Buffer.alloc(limits.walkedFile + 1, 32));
  put('shop/deep/a/b/c/d.tf');
  symlinkSync(join(home, 'secret.tf'), join(home, 'shop/leak.tf'));
  symlinkSync(home, join(home, 'shop/outside'));
  symlinkSync(join(home, 'shop'), join(home, 'shop/deep/loop'));
  symlinkSync(join(home, 'shop/stacks'), join(home, 'shop/again'));
  symlinkSync(join(home, 'nowhere.tf'), join(home, 'shop/broken.tf'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function open(paths: readonly string[] = ['shop'], exclude: readonly string[] = []): SourceResult {
  const opened = openSource(paths, { cwd: home, exclude });
  if ('error' in opened) throw new Error(opened.error);
  return opened;
}
const names = (result: SourceResult): readonly string[] => result.tree.files.map((file) => file.path);

describe('the walk', () => {
  it('finds what some reader understands, sorted, without other people’s folders, and follows a link inside once', () => {
    expect(names(open())).toEqual([
      'again/api.template',
      'again/queue.yaml',
      'deep/a/b/c/d.tf',
      'ignored.tf',
      'main.tf',
      'stacks/api.template',
      'stacks/queue.yaml',
    ]);
  });

  it('does not obey .gitignore: a scanned tree cannot hide from the scan', () => {
    expect(names(open())).toContain('ignored.tf');
  });

  it('leaves out what the operator excludes', () => {
    expect(names(open(['shop'], ['deep/**', 'again/**', '**/*.template']))).toEqual([
      'ignored.tf',
      'main.tf',
      'stacks/queue.yaml',
    ]);
  });

  it('says which files it did not read and why', () => {
    const told = open().diagnostics.map(({ code, location, unreadFile }) => [code, location?.file, unreadFile]);
    expect(told).toEqual([
      ['file-binary', 'binary.json', true],
      ['file-too-large', 'dump.json', true],
    ]);
  });

  it('reads a single file that is named, however large', () => {
    const opened = open(['shop/dump.json']);
    expect(names(opened)).toEqual(['dump.json']);
    expect(opened.diagnostics).toEqual([]);
  });

  it('names several paths from their common folder', () => {
    const opened = open(['shop/stacks', 'shop/main.tf']);
    expect(names(opened)).toEqual(['main.tf', 'stacks/api.template', 'stacks/queue.yaml']);
    expect(opened.root).toBe('shop');
  });

  it('says what does not exist', () => {
    expect(openSource(['shop', 'clinic'], { cwd: home })).toEqual({ error: 'clinic does not exist' });
  });

  it('locates a file named from the current folder or from the root', () => {
    expect(open().locate('shop/main.tf')).toBe('main.tf');
    expect(open().locate('main.tf')).toBe('main.tf');
  });
});

describe('reading below the root', () => {
  it.each([
    ['main.tf', 'locals {}\n'],
    ['./stacks/../main.tf', 'locals {}\n'],
    ['.terraform/modules/x/main.tf', '# empty\n'],
  ])('%s', (path, text) => {
    const read = open().tree.read(path);
    expect(read.ok && read.text).toBe(text);
  });

  it.each([
    ['../secret.tf', 'outside'],
    ['stacks/../../secret.tf', 'outside'],
    ['/etc/passwd', 'outside'],
    ['leak.tf', 'outside'],
    ['outside/secret.tf', 'outside'],
    ['missing.tf', 'missing'],
    ['broken.tf', 'missing'],
    ['stacks', 'directory'],
  ])('refuses %s: %s', (path, why) => {
    expect(open().tree.read(path)).toEqual({ ok: false, why });
  });

  it('lists a folder, and nothing outside', () => {
    expect(open().tree.list('stacks')).toEqual(['stacks/api.template', 'stacks/queue.yaml']);
    expect(open().tree.list('..')).toEqual([]);
    expect(open().tree.list('outside')).toEqual([]);
  });

  it('knows folders', () => {
    const { tree } = open();
    expect([tree.isDirectory('stacks'), tree.isDirectory('main.tf'), tree.isDirectory('..')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('a tree in memory', () => {
  const tree = memoryTree({ 'main.tf': 'a', 'stacks/queue.yaml': 'b' });

  it('behaves like one on disk', () => {
    expect(tree.files.map(({ path, size }) => [path, size])).toEqual([
      ['main.tf', 1],
      ['stacks/queue.yaml', 1],
    ]);
    expect(tree.list('stacks')).toEqual(['stacks/queue.yaml']);
    expect([tree.isDirectory('stacks'), tree.isDirectory('main.tf')]).toEqual([true, false]);
    expect(tree.read('./stacks/../main.tf')).toMatchObject({ ok: true, text: 'a' });
  });

  it.each([
    ['../main.tf', 'outside'],
    ['/main.tf', 'outside'],
    ['constructor', 'missing'],
    ['__proto__', 'missing'],
  ])('refuses %s: %s', (path, why) => expect(tree.read(path)).toEqual({ ok: false, why }));
});

describe('a folder of policies', () => {
  it('gives its YAML files and nothing else', () => {
    expect(readPolicyFolder(join(home, 'shop/stacks')).files.map((file) => file.text)).toEqual(['Resources: {}\n']);
  });
});
