import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Asks `terraform console` (1.11) for every expression in fixtures/parse/terraform/console/<folder>/expressions.txt, in the
 * scope of that folder's root module, and writes the answers to table.json next to it: rows of
 * `["expression", "what the console prints"]`, errors as `error: <summary>`. Not needed by the tests:
 * `npx tsx scripts/terraform-console-table.ts [folder...]`.
 */
const FOLDER = 'fixtures/parse/terraform/console';
const WORKERS = 2;

const ESCAPE = String.fromCharCode(27);
const plain = (text: string): string => text.replaceAll(new RegExp(`${ESCAPE}\\[[0-9;]*m`, 'g'), '');

/** A copy of the folder in which Terraform may write. */
function prepare(folder: string): { readonly dir: string; readonly env: NodeJS.ProcessEnv } {
  const dir = mkdtempSync(join(tmpdir(), 'console-table-'));
  cpSync(folder, dir, { recursive: true });
  writeFileSync(join(dir, 'terraformrc'), '');
  const env = { ...process.env, TF_CLI_CONFIG_FILE: join(dir, 'terraformrc'), CHECKPOINT_DISABLE: '1' };
  const init = spawnSync('terraform', ['init', '-backend=false', '-no-color'], { cwd: dir, env, encoding: 'utf8' });
  if (init.status !== 0) throw new Error(init.stderr);
  return { dir, env };
}

function ask(expression: string, dir: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn('terraform', ['console'], { cwd: dir, env });
    let out = '';
    let problem = '';
    child.stdout.on('data', (data) => (out += data));
    child.stderr.on('data', (data) => (problem += data));
    child.on('close', (code) => resolve(code === 0 ? plain(out).replace(/\n$/, '') : summary(plain(problem))));
    child.stdin.end(`${expression}\n`);
  });
}

const summary = (text: string): string => `error: ${/Error: (.*)/.exec(text)?.[1] ?? text.trim()}`;

const folders = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(FOLDER).map((name) => join(FOLDER, name));
for (const folder of folders) {
  const expressions = readFileSync(join(folder, 'expressions.txt'), 'utf8').split('\n').filter(Boolean);
  const rows: string[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    // A folder each: the console locks the state.
    const { dir, env } = prepare(folder);
    while (next < expressions.length) {
      const index = next++;
      const expression = expressions[index] as string;
      rows[index] = `  ${JSON.stringify([expression, await ask(expression, dir, env)])}`;
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
  writeFileSync(join(folder, 'table.json'), `[\n${rows.join(',\n')}\n]\n`);
}
