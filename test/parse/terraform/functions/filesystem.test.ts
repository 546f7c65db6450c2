import { describe, expect, it } from 'vitest';
import { context, print } from './evaluate-call.js';

/** Answered by `terraform console` in a folder with these files. */
const files = { 'mod/t.tftpl': 'hello ${name}!\n', 'mod/sub/a.txt': 'plain', 'top.json': 'x' };
const missing = (path: string): string =>
  `error: Invalid value for "path" parameter: no file exists at "${path}"; this function works only with files that are distributed as part of the configuration source code, so if this file will be created by a resource in this configuration you must instead obtain this result from an attribute of that resource.`;

const rows: readonly [string, string][] = [
  ['file("mod/sub/a.txt")', '"plain"'],
  ['file("./mod/sub/a.txt")', '"plain"'],
  ['file("nope.txt")', missing('nope.txt')],
  ['file("mod")', 'error: Invalid value for "path" parameter: failed to read file: read mod: is a directory.'],
  ['fileexists("mod")', 'error: Call to function "fileexists" failed: "mod" is a directory, not a file.'],
  ['fileexists("top.json")', 'true'],
  ['fileexists("zz")', 'false'],
  ['fileset(".", "*")', 'toset([\n  "top.json",\n])'],
  ['fileset("mod", "**/*.txt")', 'toset([\n  "sub/a.txt",\n])'],
  ['fileset("mod", "*/a.{txt,json}")', 'toset([\n  "sub/a.txt",\n])'],
  ['fileset("mod", "**")', 'toset([\n  "sub/a.txt",\n  "t.tftpl",\n])'],
  ['fileset("nope", "*")', 'toset([])'],
  [
    'fileset("mod", "[")',
    'error: Call to function "fileset" failed: failed to glob pattern "mod/[": syntax error in pattern.',
  ],
  ['filemd5("top.json")', '"9dd4e461268c8034f5c8564e155c67a6"'],
  ['filebase64sha256("top.json")', '"LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE="'],
  ['filesha256("nope")', 'error: Call to function "filesha256" failed: open nope: no such file or directory.'],
  ['filebase64("top.json")', '"eA=="'],
  ['templatefile("nope", {})', missing('nope')],
  [
    'templatefile("mod/t.tftpl", { "1a" = 1 })',
    'error: Invalid value for "vars" parameter: invalid template variable name "1a": must start with a letter, followed by zero or more letters, digits, and underscores.',
  ],
  [
    'templatefile("mod/t.tftpl", ["a"])',
    'error: Invalid value for "vars" parameter: invalid vars value: must be a map.',
  ],
];

describe('files of the module', () => {
  it.each(rows)('%s', (expression, expected) => {
    expect(print(expression, {}, context(files))).toBe(expected);
  });
  it('renders templates through the evaluator', () => {
    expect(print('templatefile("mod/t.tftpl", { name = "x" })', {}, context(files))).toContain('mod/t.tftpl|hello');
  });
  it.each([
    'file("../secret")',
    'file("/etc/passwd")',
    'file("~/.aws/credentials")',
    'fileset("/etc", "*")',
    'abspath("x")',
  ])('%s never leaves the scan root', (expression) => {
    expect(print(expression, {}, context(files))).toBe('(known after apply)');
  });
});
