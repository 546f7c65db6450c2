import type { Value } from '../../../model/value.js';
import { listValue, mapValue, unknownValue } from '../../../model/values.js';
import type { Block, HclFile, Span } from '../hcl/syntax.js';
import type { SourceBlock } from '../module/module-source.js';
import { blockTypes } from './body.js';
import { choiceOf } from './choice.js';
import { type Environment, type Step, fail } from './environment.js';
import { type Expansion, type Seed, expand } from './expansion.js';
import { evaluate } from './expression.js';
import { marksOf, unknownFrom, withMarks } from './marks.js';
import { cycle } from './memo.js';
import type { ModuleInstance } from './module-instance.js';
import { withElement } from './origin.js';
import { quoteKey } from './quote-key.js';
import { ResourceInstance } from './resource-instance.js';

/** A `resource` or `data` block in one module instance: knows its instances and what a reference to it means. */
export class ResourceNode {
  private expanded: Expansion | undefined;
  private expanding = false;
  private readonly instances = new Map<string, ResourceInstance>();
  private whole: Value | undefined;
  readonly type: string;
  readonly name: string;
  readonly mode: 'managed' | 'data';

  constructor(
    readonly block: SourceBlock,
    /** `aws_s3_bucket.logs`, `data.aws_vpc.main`. */
    readonly key: string,
    readonly module: ModuleInstance,
  ) {
    this.type = block.labels[0] ?? '';
    this.name = block.labels[1] ?? '';
    this.mode = block.type === 'resource' ? 'managed' : 'data';
    this.blockNames = blockTypes(block.blocks.map((nested) => nested.block));
  }

  /** The types of the nested blocks, `dynamic` ones included. */
  readonly blockNames: readonly string[];

  /** The nested blocks of a type, by the file they stand in. */
  blocksOf(type: string): readonly { readonly file: HclFile; readonly blocks: readonly Block[] }[] {
    const files = new Map<HclFile, Block[]>();
    for (const { block, file } of this.block.blocks) {
      if (!blockTypes([block]).includes(type)) continue;
      const known = files.get(file);
      if (known) known.push(block);
      else files.set(file, [block]);
    }
    return [...files].map(([file, blocks]) => ({ file, blocks }));
  }

  /** Undefined while `count` or `for_each` are being evaluated: they need themselves. */
  expansion(): Expansion | undefined {
    if (this.expanded || this.expanding) return this.expanded;
    this.expanding = true;
    this.expanded = expand(this.block, this.module.environment(this.block.file));
    this.expanding = false;
    return this.expanded;
  }

  /** Every instance, in Terraform's order. */
  all(): readonly ResourceInstance[] {
    const expansion = this.expansion();
    return expansion ? [...expansion.seeds.values()].map((seed) => this.instance(seed)) : [];
  }

  instance(seed: Seed): ResourceInstance {
    const known = this.instances.get(seed.suffix);
    if (known) return known;
    const made = new ResourceInstance(this, seed);
    this.instances.set(seed.suffix, made);
    return made;
  }

  /** The value of a reference to this resource. Takes from `rest` the steps that it consumed. */
  resolve(rest: Step[], env: Environment, span: Span): Value {
    const expansion = this.expansion();
    if (!expansion) return cycle([this.label], env, span);
    const [next] = rest;
    if (expansion.kind === 'single') return this.resolveSingle(expansion, rest, env);
    if (!next) return this.collection(expansion);
    if (next.kind === 'attribute') return this.missingKey(expansion, next, rest, env);
    rest.shift();
    if (next.kind === 'legacy-index') return this.pick(expansion, String(next.index), rest, env, next.span);
    return this.pickBy(expansion, evaluate(next.key, env), rest, env, next.key.span);
  }

  get label(): string {
    return this.module.address === '' ? this.key : `${this.module.address}.${this.key}`;
  }

  private resolveSingle(expansion: Expansion, rest: Step[], env: Environment): Value {
    const [next] = rest;
    if (next && next.kind !== 'attribute') {
      fail(
        env,
        next.span,
        'Unexpected resource instance key',
        `Because ${this.key} does not have "count" or "for_each" set, references to it must not include an index key. Remove the bracketed index to refer to the single instance of this resource.`,
        'terraform-reference',
      );
      rest.shift();
    }
    return this.instance(expansion.seeds.get('') as Seed).follow(rest);
  }

  private missingKey(expansion: Expansion, step: Step, rest: Step[], env: Environment): Value {
    fail(
      env,
      step.span,
      'Missing resource instance key',
      `Because ${this.key} has "${expansion.kind}" set, its attributes must be accessed on specific instances. For example, to correlate with indices of a referring resource, use: ${this.key}[${expansion.kind === 'count' ? 'count.index' : 'each.key'}]`,
      'terraform-reference',
    );
    const values = [...expansion.seeds.values()].slice(0, 8).map((seed) => this.instance(seed).follow([...rest]));
    rest.length = 0;
    return withMarks(unknownValue('error', `${this.key} without an instance key`), marksOf(values));
  }

  private pickBy(expansion: Expansion, key: Value, rest: Step[], env: Environment, span: Span): Value {
    if (key.kind === 'choice') {
      const values = key.arms.map((arm) => this.pickBy(expansion, arm, [...rest], env, span));
      rest.shift();
      return choiceOf(values, key.reasons);
    }
    if (key.kind === 'number' || key.kind === 'string' || key.kind === 'bool') {
      return this.pick(expansion, String(key.value), rest, env, span);
    }
    return this.anyInstance(expansion, key, rest);
  }

  /** An undecided key: one of the instances, all of which are named. */
  private anyInstance(expansion: Expansion, key: Value, rest: Step[]): Value {
    const seeds = [...expansion.seeds.values()];
    const values = seeds.slice(0, 64).map((seed) => this.instance(seed).follow([...rest]));
    rest.shift();
    const [only] = values;
    if (only && values.length === 1 && seeds[0]?.suffix === '[*]') return only;
    const reasons = unknownFrom([key]);
    const why = reasons.kind === 'unknown' ? reasons.reasons : [];
    return values.length > 0 && values.length <= 8 ? choiceOf(values, why) : withMarks(reasons, marksOf(values));
  }

  private pick(expansion: Expansion, key: string, rest: Step[], env: Environment, span: Span): Value {
    const suffix = expansion.kind === 'count' ? `[${key}]` : `[${quoteKey(key)}]`;
    const seed = expansion.seeds.get(suffix) ?? expansion.seeds.get('[*]');
    if (seed) return this.instance(seed).follow(rest);
    rest.length = 0;
    return fail(
      env,
      span,
      'Invalid index',
      `The given key does not identify an element in this collection value: ${this.key} has no instance ${suffix}.`,
      'terraform-index',
    );
  }

  /** All instances: a tuple for `count`, an object for `for_each`, a choice or an unknown when undecided. */
  private collection(expansion: Expansion): Value {
    this.whole ??= this.makeCollection(expansion);
    return this.whole;
  }

  private makeCollection(expansion: Expansion): Value {
    const symbolic = expansion.seeds.get('[*]');
    if (symbolic) {
      const instance = this.instance(symbolic);
      const type = expansion.kind === 'count' ? 'tuple' : 'object';
      const unknown: Value = { kind: 'unknown', reasons: expansion.reasons, type, refs: [instance.reference()] };
      return withElement(unknown, () => instance.object());
    }
    const arms = expansion.variants.map((suffixes) => {
      const seeds = suffixes.map((suffix) => expansion.seeds.get(suffix) as Seed);
      if (expansion.kind === 'count') return listValue(seeds.map((seed) => this.instance(seed).object()));
      return mapValue(new Map(seeds.map((seed) => [String(seed.key), this.instance(seed).object()])));
    });
    return choiceOf(arms, expansion.reasons);
  }
}
