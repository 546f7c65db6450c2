import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { threatModelSchema } from '../../src/report/model-schema.js';
import { runCli } from './run-cli.js';

const work = mkdtempSync(join(tmpdir(), 'threatplan-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** A folder of its own with these files. */
function folder(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(work, name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

const publicBucket = `
resource "aws_s3_bucket" "letters" {
  bucket = "clinic-patient-letters"
}

resource "aws_s3_bucket_public_access_block" "letters" {
  bucket = aws_s3_bucket.letters.id
}

resource "aws_s3_bucket_policy" "letters" {
  bucket = aws_s3_bucket.letters.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.letters.arn}/*" }]
  })
}
`;

describe('exit codes and the gate', () => {
  it.each([
    ['a threat at the gate', ['scan', 'fixtures/systems/orders'], 1],
    ['scan is the default command', ['fixtures/systems/orders'], 1],
    ['nothing at the gate', ['scan', 'fixtures/systems/orders-hardened'], 0],
    ['the gate lowered', ['scan', 'fixtures/systems/site-hardened', '--fail-on', 'low', '--confidence', 'possible'], 1],
    ['the gate off', ['scan', 'fixtures/systems/orders', '--fail-on', 'none'], 0],
    ['no such folder', ['scan', 'fixtures/systems/nowhere'], 2],
    ['no such format', ['scan', 'fixtures/systems/site', '-f', 'pdf'], 2],
    ['no such option', ['scan', '--frobnicate'], 2],
    ['a variable without a value', ['scan', 'fixtures/systems/site', '--var', 'domain'], 2],
    ['help', ['--help'], 0],
    ['version', ['--version'], 0],
  ] as const)('%s', (_name, args, code) => {
    const result = runCli(args);
    expect(result.stderr).not.toContain('bug of ours');
    expect(result.code).toBe(code);
  });

  it('an empty folder exits with 2 and says what was looked for', () => {
    const result = runCli(['scan', folder('empty', {})]);
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('*.tf');
  });
});

describe('outputs', () => {
  it('stdout is the report and stderr is silent', () => {
    const { stdout, stderr } = runCli(['scan', 'fixtures/systems/orders']);
    expect(stderr).toBe('');
    expect(stdout).toContain('Worst path');
    expect(stdout).not.toContain('\u001b[');
  });

  it('FORCE_COLOR colours, NO_COLOR wins', () => {
    expect(runCli(['scan', 'fixtures/systems/orders'], { env: { FORCE_COLOR: '1' } }).stdout).toContain('\u001b[');
    expect(
      runCli(['scan', 'fixtures/systems/orders'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }).stdout,
    ).not.toContain('\u001b[');
  });

  it('a file besides the table', () => {
    const file = join(work, 'out.sarif');
    const { stdout } = runCli(['scan', 'fixtures/systems/orders', '-f', `sarif=${file}`]);
    expect(stdout).toContain('Worst path');
    expect(JSON.parse(readFileSync(file, 'utf8')).version).toBe('2.1.0');
  });

  it('JSON is the model that the schema describes', () => {
    const { stdout } = runCli(['scan', 'fixtures/systems/orders', '-f', 'json']);
    expect(threatModelSchema.safeParse(JSON.parse(stdout)).error?.issues ?? []).toEqual([]);
  });

  it('an address outside of the scan is a usage error of explain', () => {
    expect(runCli(['explain', 'aws_s3_bucket.nowhere', 'fixtures/systems/site']).code).toBe(2);
  });

  it('explains a threat by its id', () => {
    const { stdout } = runCli(['scan', 'fixtures/systems/site', '-f', 'json']);
    const [threat] = JSON.parse(stdout).threats;
    const explained = runCli(['explain', threat.id, 'fixtures/systems/site']);
    expect(explained.code).toBe(0);
    expect(explained.stdout).toContain('What would make it go away');
    expect(explained.stdout).toContain('fixtures/systems/site/referrals.tf:');
  });

  it('lists and shows policies, also by alias', () => {
    expect(runCli(['policies', 'list']).stdout.split('\n').length).toBeGreaterThan(30);
    expect(runCli(['policies', 'show', 'DAT-001']).stdout).toContain('object-store-world-readable');
  });
});

describe('bad input', () => {
  it('a syntax error costs one file only, and has the words of HashiCorp', () => {
    const path = folder('broken', {
      'letters.tf': publicBucket,
      'broken.tf': 'resource "aws_sqs_queue" "jobs" {\n  name = \n}\n',
    });
    const { stdout, code } = runCli(['scan', path]);
    expect(code).toBe(1);
    expect(stdout).toContain('broken.tf:2:');
    expect(stdout).toContain('Invalid expression');
    expect(stdout).toContain('1 file not read, or only in part');
  });

  it('a binary file, a link in a circle and a link out of the root', () => {
    const path = folder('odd', { 'letters.tf': publicBucket, 'picture.tf': 'PNG\u0000\u0001\u0002' });
    symlinkSync(path, join(path, 'circle'));
    symlinkSync('/etc', join(path, 'outside'));
    const { stdout, code } = runCli(['scan', path]);
    expect(code).toBe(1);
    expect(stdout).toContain('Binary file not read');
  });

  it('a module that is not on disk: one diagnostic, and the rest goes on', () => {
    const module = (name: string): string =>
      `module "${name}" {\n  source  = "terraform-aws-modules/vpc/aws"\n  version = "5.0.0"\n}\n`;
    const path = folder('modules', { 'letters.tf': publicBucket, 'vpc.tf': module('a') + module('b') });
    const { stdout, code } = runCli(['scan', path, '-f', 'json']);
    const missing = JSON.parse(stdout).diagnostics.filter((d: { code: string }) => d.code === 'module-not-found');
    expect(missing).toHaveLength(1);
    expect(code).toBe(1);
  });

  it('a billion instances neither hang nor crash', () => {
    const path = folder('huge', {
      'letters.tf': publicBucket,
      'huge.tf':
        'resource "aws_sqs_queue" "q" {\n  for_each = toset([for i in range(1e9) : tostring(i)])\n}\nresource "aws_sqs_queue" "c" {\n  count = 1e9\n}\n',
    });
    const { code, stderr } = runCli(['scan', path]);
    expect(stderr).not.toContain('bug of ours');
    expect(code).toBe(1);
  });

  it('an unknown variable leads to possible, which does not close the gate', () => {
    const text = publicBucket.replace('Principal = "*"', 'Principal = var.readers');
    const path = folder('unknown', { 'letters.tf': `variable "readers" {}\n${text}` });
    const { code, stdout } = runCli(['scan', path, '-f', 'json']);
    const severe = JSON.parse(stdout).threats.filter(
      (t: { severity: string }) => t.severity === 'critical' || t.severity === 'high',
    );
    expect(severe.map((t: { confidence: string }) => t.confidence)).not.toContain('confirmed');
    expect(code).toBe(0);
  });
});
