import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allow, iamOf, type Loopback, loopbackIam, statements } from './loopback-iam.js';

const root = new URL('../../', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'threatplan-live-'));
const preload = join(folder, 'preload.cjs');
let server: Loopback;

beforeAll(async () => {
  server = await loopbackIam(iamOf({ roles: { deploy: { inline: { all: statements(allow('*', '*')) } } } }));
  writeFileSync(join(folder, 'main.tf'), 'data "aws_iam_role" "deploy" {\n  name = "deploy"\n}\n');
  writeFileSync(
    preload,
    "process.on('exit', () => process.stderr.write(`sdk=${Object.keys(require.cache).some((path) => path.includes('client-iam'))}\\n`));",
  );
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** The real command line in a process of its own, with credentials and an IAM that it could ask. */
function threatplan(args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, ['--require', preload, `${root}bin/threatplan.js`, ...args], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      AWS_ACCESS_KEY_ID: 'AKIDCLINIC',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL_IAM: server.url,
    },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  return new Promise((resolve) => child.on('close', () => resolve({ stdout, stderr })));
}

describe('the network', () => {
  it('is not used, and the SDK not loaded, without --live', async () => {
    const { stdout, stderr } = await threatplan(['scan', '.', '-f', 'json']);
    expect(stderr).toContain('sdk=false');
    expect(server.queries).toEqual([]);
    expect(JSON.parse(stdout).diagnostics).toEqual([]);
  });

  it('is used with --live', async () => {
    const { stdout, stderr } = await threatplan(['scan', '.', '-f', 'json', '--live', '--fail-on', 'none']);
    expect(stderr).toContain('sdk=true');
    expect(server.queries.map(({ Action }) => Action)).toContain('GetRole');
    expect(JSON.parse(stdout).diagnostics.map(({ code }: { code: string }) => code)).toEqual(['live-facts']);
  });
});
