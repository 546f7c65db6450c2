import type { Reference } from '../../../model/value.js';
import type { JsonNode } from '../hcl/json-scanner.js';
import { formatSteps, keyText, type ModuleStep, moduleSteps, tokensOf, within } from './address.js';
import { type ConfiguredModule, configuredRoot, moduleAt } from './configuration.js';
import type { PlanDocument } from './document.js';
import { at, textsAt } from './json.js';

/** Who refers: the module instance it stands in, its own key, and the block whose `for_each` gives `each.value`. */
export interface Referrer {
  readonly module: readonly ModuleStep[];
  readonly suffix: string;
  /** The configuration of the block: a resource or a module call. */
  readonly block: JsonNode | undefined;
}

export interface Resolved {
  readonly refs: readonly Reference[];
  /** True when the one reference is not all that the expression is made of: a text around it, a condition. */
  readonly mixed: boolean;
  /** Root variables without a default that it comes from: what they hold was given from outside. */
  readonly given: readonly string[];
}

/** Names that choose an instance rather than make up a value. */
const INDEX = /^(count\.index|each\.key|path\.|terraform\.)/;

/** References through variables, outputs and `each` are followed this far. */
const MAX_DEPTH = 48;
/** An expression of which more than this many others are part is not followed to the end. */
const MAX_STEPS = 2000;
/** More instances than this are not told apart. */
const MAX_TARGETS = 64;

/**
 * Follows the `references` of a plan's configuration to instances of the plan: through variables to the caller's
 * arguments, through outputs into modules, through `each.value` to what `for_each` iterates over. Terraform lists only
 * the names, so an index that is an expression is taken to be the referrer's own key where such an instance exists.
 */
export class PlanReferences {
  private budget = 0;
  private readonly given = new Set<string>();
  private readonly variables: JsonNode | undefined;
  private readonly root: ConfiguredModule;
  /** Address without the last key -> suffixes. */
  private readonly instances = new Map<string, string[]>();
  private readonly addresses = new Set<string>();
  /** Module call address without the last key -> suffixes. */
  private readonly modules = new Map<string, Set<string>>();

  constructor(
    document: PlanDocument,
    private readonly scope: string,
  ) {
    this.root = configuredRoot(document.configuration);
    this.variables = at(document.configuration, 'root_module', 'variables');
    for (const { address, suffix, module } of document.resources) {
      this.addresses.add(address);
      const base = address.slice(0, address.length - suffix.length);
      const known = this.instances.get(base);
      if (known) known.push(suffix);
      else this.instances.set(base, [suffix]);
      this.addModule(moduleSteps(module));
    }
  }

  private addModule(steps: readonly ModuleStep[]): void {
    for (const [index, { name, suffix }] of steps.entries()) {
      const base = within(formatSteps(steps.slice(0, index)), `module.${name}`);
      const known = this.modules.get(base);
      if (known) known.add(suffix);
      else this.modules.set(base, new Set([suffix]));
    }
  }

  /** The configuration of a resource's block, and who refers from inside it. */
  referrer(module: string, key: string, suffix: string): Referrer {
    const steps = moduleSteps(module);
    return { module: steps, suffix, block: moduleAt(this.root, steps).resources.get(key) };
  }

  /** What an expression refers to, in order, without repeats. */
  resolve(expression: JsonNode | undefined, from: Referrer): Resolved {
    const found = new Map<string, Reference>();
    this.budget = MAX_STEPS;
    this.given.clear();
    const names = longest(textsAt(expression, 'references')).filter((name) => !INDEX.test(name));
    this.follow(expression, from, [], found, MAX_DEPTH);
    return { refs: [...found.values()], mixed: names.length > 1 && found.size === 1, given: [...this.given] };
  }

  private follow(
    expression: JsonNode | undefined,
    from: Referrer,
    rest: readonly string[],
    found: Map<string, Reference>,
    left: number,
  ): void {
    if (left === 0 || !expression || this.budget-- <= 0) return;
    const names = longest(textsAt(expression, 'references'));
    const own = names.some((name) => /^(count\.index|each\.key|each\.value)\b/.test(name));
    for (const name of names) this.followOne(tokensOf(name), from, rest, own, found, left - 1);
  }

  private followOne(
    tokens: readonly string[],
    from: Referrer,
    rest: readonly string[],
    own: boolean,
    found: Map<string, Reference>,
    left: number,
  ): void {
    const [first = '', second = ''] = tokens;
    const path = [...tokens.slice(2), ...rest];
    switch (first) {
      case 'var':
        return this.throughVariable(second, from, path, found, left);
      case 'module':
        return this.throughOutput(tokens, from, rest, own, found, left);
      case 'each':
        if (second === 'value') this.follow(at(from.block, 'for_each_expression'), from, path, found, left);
        return;
      case 'local':
      case 'count':
      case 'path':
      case 'terraform':
      case 'self':
        return;
      default:
        return this.instance(tokens, from, rest, own || isEach(from), found);
    }
  }

  private throughVariable(
    name: string,
    from: Referrer,
    path: readonly string[],
    found: Map<string, Reference>,
    left: number,
  ): void {
    const last = from.module.at(-1);
    if (!last) {
      if (at(this.variables, name, 'default') === undefined) this.given.add(name);
      return;
    }
    const outer = from.module.slice(0, -1);
    const call = moduleAt(this.root, outer).calls.get(last.name);
    const caller: Referrer = { module: outer, suffix: last.suffix, block: call?.node };
    this.follow(at(call?.node, 'expressions', name), caller, path, found, left);
  }

  /** `module.queue["eu"].url`, `module.queue.url`; without an output name, all of them. */
  private throughOutput(
    tokens: readonly string[],
    from: Referrer,
    rest: readonly string[],
    own: boolean,
    found: Map<string, Reference>,
    left: number,
  ): void {
    const name = tokens[1] ?? '';
    const keyed = tokens[2]?.startsWith('[') ? tokens[2] : undefined;
    const output = keyed === undefined ? tokens[2] : tokens[3];
    const path = tokens.slice(keyed === undefined ? 3 : 4);
    const base = within(formatSteps(from.module), `module.${name}`);
    for (const suffix of choose(this.modules.get(base) ?? new Set<string>(), keyed, own ? from.suffix : undefined)) {
      const module = [...from.module, { name, suffix }];
      const { outputs } = moduleAt(this.root, module);
      const inside: Referrer = { module, suffix: '', block: undefined };
      for (const one of output === undefined ? [...outputs.keys()] : [output])
        this.follow(outputs.get(one), inside, [...path, ...rest], found, left);
    }
  }

  private instance(
    tokens: readonly string[],
    from: Referrer,
    rest: readonly string[],
    own: boolean,
    found: Map<string, Reference>,
  ): void {
    const length = tokens[0] === 'data' || tokens[0] === 'ephemeral' ? 3 : 2;
    if (tokens.length < length) return;
    const base = within(formatSteps(from.module), tokens.slice(0, length).join('.'));
    const keyed = tokens[length]?.startsWith('[') ? tokens[length] : undefined;
    const path = [...tokens.slice(keyed === undefined ? length : length + 1), ...rest].map(keyText);
    const suffixes = choose(this.instances.get(base) ?? [], keyed, own ? from.suffix : undefined);
    for (const suffix of suffixes) {
      const address = base + suffix;
      const key = `${address} ${path.join(' ')}`;
      if (!found.has(key)) found.set(key, { scope: this.scope, address, path });
    }
  }
}

/** A block with `for_each` over a resource speaks of the instance of the same key. */
const isEach = (from: Referrer): boolean => at(from.block, 'for_each_expression') !== undefined;

/** The named key; else the referrer's own; else all. */
function choose(suffixes: Iterable<string>, keyed: string | undefined, own: string | undefined): readonly string[] {
  const all = [...suffixes];
  if (keyed !== undefined) return all.filter((suffix) => suffix !== '' && keyText(suffix) === keyText(keyed));
  if (own !== undefined && own !== '' && all.includes(own)) return [own];
  return all.slice(0, MAX_TARGETS);
}

/** Terraform lists `a.b.c`, then its prefixes `a.b.c` was cut to: those go. */
function longest(references: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const name of references) {
    const cut = kept.some(
      (longer) =>
        longer === name || (longer.startsWith(name) && (longer[name.length] === '.' || longer[name.length] === '[')),
    );
    if (!cut) kept.push(name);
  }
  return kept;
}
