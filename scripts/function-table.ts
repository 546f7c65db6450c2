import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Asks `terraform console` (1.11) for the result of every expression in fixtures/parse/functions/*.json and writes the
 * answers back. A row is `["expression", "what the console prints"]`; new rows may have one item only. Errors are kept
 * as `error: <detail>`. Rows of variables/*.json are `[type, default, what the variable prints]`. Not needed by the tests: `npx tsx scripts/function-table.ts [table...]`.
 */
type Row = readonly string[];

const FOLDER = 'fixtures/parse/functions';
const VARIABLES = /variables\/[^/]*$/;
const WORKERS = 2;

/** Piped input prints only the last result, so every expression gets a console of its own. */
function ask(expression: string, folder: string): Promise<string> {
  return new Promise((resolve) => {
    const env = { ...process.env, TF_CLI_CONFIG_FILE: join(folder, 'terraformrc'), CHECKPOINT_DISABLE: '1' };
    const child = spawn('terraform', ['console'], { cwd: folder, env });
    let out = '';
    let problem = '';
    child.stdout.on('data', (data) => (out += data));
    child.stderr.on('data', (data) => (problem += data));
    child.on('close', (code) => resolve(code === 0 ? plain(out).replace(/\n$/, '') : errorText(plain(out + problem))));
    child.stdin.end(`${expression}\n`);
  });
}

const ESCAPE = String.fromCharCode(27);
const plain = (text: string): string => text.replaceAll(new RegExp(`${ESCAPE}\\[[0-9;]*m`, 'g'), '');

/** The detail paragraph of the diagnostic box, unwrapped. */
function errorText(box: string): string {
  const lines = box.split('\n').map((line) => line.replace(/^[╷│╵]\s?/, ''));
  const detail = lines.join('\n').split(/\(source code not available\)|\n +\d+: .*\n/)[1] ?? lines.join(' ');
  return `error: ${detail.split('\n').filter(Boolean).join(' ').trim()}`;
}

const answerExpression = async ([expression = '']: Row, folder: string): Promise<Row> => [
  expression,
  await ask(expression, folder),
];

async function answerVariable([type = '', value = '']: Row, folder: string): Promise<Row> {
  writeFileSync(join(folder, 'main.tf'), `variable "v" {\n  type = ${type}\n  default = ${value}\n}\n`);
  return [type, value, await ask('var.v', folder)];
}

async function answers(path: string, rows: readonly Row[]): Promise<Row[]> {
  const results: Row[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'function-table-'));
    writeFileSync(join(folder, 'terraformrc'), '');
    while (next < rows.length) {
      const i = next++;
      results[i] = await (VARIABLES.test(path) ? answerVariable : answerExpression)(rows[i] as Row, folder);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
  return results;
}

const tables =
  process.argv.length > 2
    ? process.argv.slice(2)
    : readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
        .map((name) => join(FOLDER, name))
        .filter((name) => name.endsWith('.json'));
for (const path of tables) {
  const rows = JSON.parse(readFileSync(path, 'utf8')) as Row[];
  const lines = (await answers(path, rows)).map((row) => `  ${JSON.stringify(row)}`);
  writeFileSync(path, `[\n${lines.join(',\n')}\n]\n`);
}
