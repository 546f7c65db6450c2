import type { Policy } from './policy.js';

/** The shape of data/policies.json: validated policies without their examples, so that a scan parses no YAML to start. */
export interface CompiledPolicies {
  readonly about: string;
  readonly policies: readonly Policy[];
}

/** What `scripts/compile-policies.ts` writes and the house test compares. Policies by id. */
export function compilePolicies(policies: readonly Policy[]): CompiledPolicies {
  const withoutExamples = policies.map(({ examples: _examples, ...policy }): Policy => policy);
  return {
    about: 'Generated from policies/ by scripts/compile-policies.ts. Do not edit.',
    policies: withoutExamples.sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** The text of data/policies.json. */
export const printCompiled = (policies: readonly Policy[]): string =>
  `${JSON.stringify(compilePolicies(policies), null, 1)}\n`;
