import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

// Two bundles. The command line is one CommonJS file, because only a classic script can be compiled with V8's code cache,
// which halves the time of a small scan; bin/threatplan.js runs it. The library is ESM with lazily loaded chunks. What is
// large and rarely needed stays outside: hcl2json reads files beside itself, the AWS SDK is loaded only by --live.
const root = new URL('..', import.meta.url).pathname;
rmSync(`${root}dist`, { recursive: true, force: true });

const common = {
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  external: ['@cdktf/hcl2json', '@aws-sdk/client-iam'],
  logLevel: 'warning',
};

await build({
  ...common,
  entryPoints: { cli: 'src/cli/main.ts' },
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  // A classic script has no import(): both packages that stay outside can be required.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': '__importMetaUrl' },
  banner: { js: "const __importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
});

await build({
  ...common,
  entryPoints: { index: 'src/index.ts' },
  splitting: true,
  format: 'esm',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});

// A first run that has seen a whole scan writes down what it compiled. Without the cache everything works, only slower.
try {
  execFileSync(
    process.execPath,
    [`${root}bin/threatplan.js`, 'scan', `${root}fixtures/systems/orders`, '--fail-on', 'none'],
    {
      env: { ...process.env, THREATPLAN_WRITE_CODE_CACHE: '1' },
      stdio: 'ignore',
    },
  );
} catch {
  process.stderr.write('build: no code cache was written; threatplan starts a little slower\n');
}
