import { readFileSync } from 'node:fs';
import type { Policy } from '../src/policy/index.js';

/** The policies that ship, as a scan loads them. */
export const builtInPolicies = (): readonly Policy[] =>
  (JSON.parse(readFileSync(new URL('../data/policies.json', import.meta.url), 'utf8')) as { policies: Policy[] })
    .policies;
