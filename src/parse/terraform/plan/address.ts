import { quoteKey } from '../evaluate/quote-key.js';

/** One `module.name["key"]` of a module address; `suffix` is the bracketed key, empty without one. */
export interface ModuleStep {
  readonly name: string;
  readonly suffix: string;
}

const STEP = /^module\.([^.[]+)(\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\])?\.?/;

/** `module.api["eu"].module.queue` as steps, outermost first. */
export function moduleSteps(address: string): readonly ModuleStep[] {
  const steps: ModuleStep[] = [];
  let rest = address;
  for (let found = STEP.exec(rest); found; found = STEP.exec(rest)) {
    steps.push({ name: found[1] ?? '', suffix: found[2] ?? '' });
    rest = rest.slice(found[0].length);
  }
  return steps;
}

export const formatSteps = (steps: readonly ModuleStep[]): string =>
  steps.map(({ name, suffix }) => `module.${name}${suffix}`).join('.');

export const within = (module: string, name: string): string => (module === '' ? name : `${module}.${name}`);

/** The bracketed instance key of a plan's `index` (or a state's `index_key`). */
export function keySuffix(index: string | number | undefined): string {
  if (index === undefined) return '';
  return typeof index === 'number' ? `[${index}]` : `[${quoteKey(index)}]`;
}

const TOKEN = /\.?([^.[\]]+)|(\[(?:"(?:[^"\\]|\\.)*"|[^\]]*)\])/y;

/** `aws_s3_bucket.logs[0].arn` as `aws_s3_bucket`, `logs`, `[0]`, `arn`. */
export function tokensOf(reference: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(reference); found; found = TOKEN.exec(reference)) tokens.push(found[1] ?? found[2] ?? '');
  return tokens;
}

/** What stands in the brackets: `eu` of `["eu"]`; other tokens as they are. */
export function keyText(token: string): string {
  if (!token.startsWith('[')) return token;
  const inner = token.slice(1, -1);
  if (!inner.startsWith('"')) return inner;
  try {
    return JSON.parse(inner) as string;
  } catch {
    return inner.slice(1, -1);
  }
}
