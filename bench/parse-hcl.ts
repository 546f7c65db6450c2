import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { generateFiles, measure, size } from './parse-hcl-pass.js';

export interface ParseBench {
  /** Size of one generated file set, in bytes. */
  readonly bytes: number;
  /** First pass in a fresh process. */
  readonly coldMegabytesPerSecond: number;
  /** Median of the later passes. */
  readonly warmMegabytesPerSecond: number;
}

const PASS = fileURLToPath(new URL('./parse-hcl-pass.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WARM_PASSES = 9;

/** MB/s of the parser on generated Terraform: cold (median of five fresh processes, bundled as shipped) and warm. */
export function benchParse(): ParseBench {
  const files = generateFiles();
  const cold = measureCold();
  const passes: number[] = [];
  for (let pass = 0; pass <= WARM_PASSES + 3; pass++) passes.push(measure(files));
  return {
    bytes: size(files),
    coldMegabytesPerSecond: median(cold),
    warmMegabytesPerSecond: median(passes.slice(-WARM_PASSES)),
  };
}

function measureCold(): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'threatplan-bench-'));
  const outfile = join(folder, 'parse-hcl.mjs');
  try {
    buildSync({ entryPoints: [PASS], bundle: true, platform: 'node', format: 'esm', outfile });
    const code = `(await import(${JSON.stringify(outfile)})).printCold()`;
    const run = () => Number(execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: ROOT }));
    return Array.from({ length: 5 }, run);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
