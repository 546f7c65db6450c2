#!/usr/bin/env node
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

// Runs dist/cli.cjs with the code that V8 compiled at build time. V8 itself refuses a cache of another version or machine;
// the script is then compiled as usual.
const file = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
const cache = fileURLToPath(new URL('../dist/cli.cache', import.meta.url));
const script = new vm.Script(Module.wrap(readFileSync(file, 'utf8')), {
  filename: file,
  ...(existsSync(cache) && { cachedData: readFileSync(cache) }),
});
const cli = { exports: {} };
script.runInThisContext().call(cli.exports, cli.exports, createRequire(file), cli, file, dirname(file));
process.exitCode = await cli.exports.main(process.argv.slice(2));
if (process.env.THREATPLAN_WRITE_CODE_CACHE === '1') writeFileSync(cache, script.createCachedData());
