import { rmSync } from 'node:fs';
import { build } from 'esbuild';

// One ESM bundle with lazily loaded chunks. What is large and rarely needed stays outside (spec: hcl2json reads files beside
// itself, the AWS SDK is loaded only by --live).
const root = new URL('..', import.meta.url).pathname;
rmSync(`${root}dist`, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  keepNames: false,
  external: ['@cdktf/hcl2json', '@aws-sdk/client-iam'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
