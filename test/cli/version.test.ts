import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { snapshotDates, versionText } from '../../src/cli/version.js';
import { actionsSnapshot, managedPoliciesSnapshot } from '../../src/infer/identity/index.js';
import { runCli } from './run-cli.js';

describe('--version', () => {
  it('tells the tool and the days of its data', () => {
    const { code, stdout } = runCli(['--version']);
    expect(code).toBe(0);
    expect(stdout).toBe(versionText());
    expect(stdout).toContain(actionsSnapshot().date);
    expect(stdout).toContain(managedPoliciesSnapshot().date);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n.*\d{4}-\d{2}-\d{2}.*\d{4}-\d{2}-\d{2}/);
  });

  it('is in the model of a scan', () => {
    const folder = mkdtempSync(join(tmpdir(), 'threatplan-version-'));
    writeFileSync(join(folder, 'main.tf'), 'resource "aws_s3_bucket" "orders" {}\n');
    const { stdout } = runCli(['scan', folder, '-f', 'json', '--fail-on', 'none']);
    rmSync(folder, { recursive: true });
    expect(JSON.parse(stdout).tool.data).toEqual(snapshotDates());
  });
});
