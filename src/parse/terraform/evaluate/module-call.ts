import type { Location } from '../../../model/location.js';
import { all } from '../../../model/tri.js';
import type { Value } from '../../../model/value.js';
import { listValue, mapValue, unknownValue } from '../../../model/values.js';
import type { Span } from '../hcl/syntax.js';
import { locate } from '../module/locate.js';
import type { ModuleSource, SourceBlock } from '../module/module-source.js';
import { choiceOf } from './choice.js';
import { type Environment, type Step, fail } from './environment.js';
import { type Expansion, type Seed, expand } from './expansion.js';
import { evaluate } from './expression.js';
import { marksOf, unknownFrom, withMarks } from './marks.js';
import { cycle } from './memo.js';
import { ModuleInstance } from './module-instance.js';
import { withElement } from './origin.js';
import { quoteKey } from './quote-key.js';

/** Modules inside modules deeper than this are not followed. */
const MAX_MODULE_DEPTH = 32;

/** A `module` block in one module instance: its instances and what `module.name` means. */
export class ModuleCall {
  private expanded: Expansion | undefined;
  private expanding = false;
  private found: ModuleSource | undefined | null = null;
  private readonly instances = new Map<string, ModuleInstance>();

  constructor(
    readonly block: SourceBlock,
    readonly name: string,
    readonly parent: ModuleInstance,
  ) {}

  /** The called module; undefined (after one diagnostic) when it is not on disk or calls itself. */
  get source(): ModuleSource | undefined {
    if (this.found === null) this.found = this.load();
    return this.found;
  }

  private load(): ModuleSource | undefined {
    const { run } = this.parent;
    const source = run.loader.called(this.block, this.parent.source.dir, callPath(this), run.problems, run.rootDir);
    if (!source) return undefined;
    let depth = 0;
    for (let at: ModuleInstance | undefined = this.parent; at; at = at.caller?.call.parent) {
      depth++;
      if (at.source === source || depth > MAX_MODULE_DEPTH) return this.tooDeep(at.source === source);
    }
    return source;
  }

  private tooDeep(loop: boolean): undefined {
    const { run } = this.parent;
    run.problems.add({
      severity: 'error',
      code: 'module-cycle',
      summary: loop ? `Module "${this.name}" calls itself` : 'Modules nested too deeply',
      detail: 'The call is not followed; its outputs are unknown. Terraform cannot install such a module either.',
      location: locate(this.block.file, this.block.headerSpan),
    });
    return undefined;
  }

  expansion(): Expansion | undefined {
    if (this.expanded || this.expanding) return this.expanded;
    this.expanding = true;
    this.expanded = expand(this.block, this.parent.environment(this.block.file));
    this.expanding = false;
    return this.expanded;
  }

  all(): readonly ModuleInstance[] {
    const expansion = this.source ? this.expansion() : undefined;
    return expansion ? [...expansion.seeds.values()].map((seed) => this.instance(seed)) : [];
  }

  /** The source as written, for messages and unknowns. */
  get sourceText(): string {
    const source = this.block.attributes.get('source')?.value;
    return source?.kind === 'literal' && typeof source.value === 'string' ? source.value : `module.${this.name}`;
  }

  private instance(seed: Seed): ModuleInstance {
    const known = this.instances.get(seed.suffix);
    if (known) return known;
    const { run, callers, exists } = this.parent;
    const environment: Environment = {
      ...this.parent.environment(this.block.file),
      ...(seed.each && { each: seed.each }),
      ...(seed.countIndex && { countIndex: seed.countIndex }),
    };
    const address = this.parent.qualified(`module.${this.name}${seed.suffix}`);
    const at: Location = locate(this.block.file, this.block.headerSpan);
    const caller = { call: this, environment };
    const made = new ModuleInstance(
      run,
      this.source as ModuleSource,
      address,
      all(exists, seed.exists),
      [...callers, at],
      caller,
    );
    this.instances.set(seed.suffix, made);
    return made;
  }

  /** The value of `module.name...`. Takes from `rest` the steps that it consumed. */
  resolve(rest: Step[], env: Environment, span: Span): Value {
    if (!this.source) return this.missing(rest);
    const expansion = this.expansion();
    if (!expansion) return cycle([this.parent.qualified(`module.${this.name}`)], env, span);
    const [next] = rest;
    if (expansion.kind === 'single') {
      if (next && next.kind !== 'attribute') {
        fail(
          env,
          next.span,
          'Unexpected module instance key',
          `Because module.${this.name} does not have "count" or "for_each" set, references to it must not include an index key.`,
          'terraform-reference',
        );
        rest.shift();
      }
      return this.outputOf(this.instance(expansion.seeds.get('') as Seed), rest, env, span);
    }
    if (!next) return this.collection(expansion);
    if (next.kind === 'attribute') {
      rest.length = 0;
      return fail(
        env,
        next.span,
        'Unsupported attribute',
        `Because module.${this.name} has "${expansion.kind}" set, its outputs must be accessed on specific instances, such as module.${this.name}[${expansion.kind === 'count' ? '0' : '"key"'}].`,
        'terraform-reference',
      );
    }
    rest.shift();
    const key = next.kind === 'legacy-index' ? String(next.index) : evaluate(next.key, env);
    return this.pick(expansion, key, rest, env, next.span);
  }

  private missing(rest: Step[]): Value {
    const [next, after] = rest;
    const output = next?.kind === 'attribute' ? next.name : after?.kind === 'attribute' ? after.name : undefined;
    rest.length = 0;
    const at = locate(this.block.file, this.block.headerSpan);
    const source = this.sourceText;
    return unknownValue('module', output === undefined ? source : `${source} (output ${output})`, at);
  }

  private pick(expansion: Expansion, key: Value | string, rest: Step[], env: Environment, span: Span): Value {
    if (typeof key !== 'string' && key.kind === 'choice') {
      const values = key.arms.map((arm) => this.pick(expansion, arm, [...rest], env, span));
      rest.shift();
      return choiceOf(values, key.reasons);
    }
    const text =
      typeof key === 'string' ? key : key.kind === 'string' || key.kind === 'number' ? String(key.value) : undefined;
    if (text === undefined) return this.anyInstance(expansion, key as Value, rest, env, span);
    const seed =
      expansion.seeds.get(expansion.kind === 'count' ? `[${text}]` : `[${quoteKey(text)}]`) ??
      expansion.seeds.get('[*]');
    if (seed) return this.outputOf(this.instance(seed), rest, env, span);
    rest.length = 0;
    return fail(
      env,
      span,
      'Invalid index',
      `The given key does not identify an element in this collection value: module.${this.name} has no instance with key ${text}.`,
      'terraform-index',
    );
  }

  private anyInstance(expansion: Expansion, key: Value, rest: Step[], env: Environment, span: Span): Value {
    const seeds = [...expansion.seeds.values()].slice(0, 8);
    const values = seeds.map((seed) => this.outputOf(this.instance(seed), [...rest], env, span));
    rest.shift();
    const unknown = unknownFrom([key]);
    if (expansion.seeds.size > 8 || unknown.kind !== 'unknown') return withMarks(unknown, marksOf(values));
    return values.length === 0 ? unknown : choiceOf(values, unknown.reasons);
  }

  private outputOf(instance: ModuleInstance, rest: Step[], env: Environment, span: Span): Value {
    const [next] = rest;
    if (next?.kind !== 'attribute') return instance.outputsObject();
    rest.shift();
    const value = instance.output(next.name);
    if (value) return value;
    return fail(
      env,
      next.nameSpan ?? span,
      'Unsupported attribute',
      `This object does not have an attribute named "${next.name}": module.${this.name} has no such output.`,
      'terraform-reference',
    );
  }

  private collection(expansion: Expansion): Value {
    const symbolic = expansion.seeds.get('[*]');
    if (symbolic) {
      const instance = this.instance(symbolic);
      const unknown: Value = {
        kind: 'unknown',
        reasons: expansion.reasons,
        type: expansion.kind === 'count' ? 'tuple' : 'object',
      };
      return withElement(unknown, () => instance.outputsObject());
    }
    const arms = expansion.variants.map((suffixes) => {
      const seeds = suffixes.map((suffix) => expansion.seeds.get(suffix) as Seed);
      if (expansion.kind === 'count') return listValue(seeds.map((seed) => this.instance(seed).outputsObject()));
      return mapValue(new Map(seeds.map((seed) => [String(seed.key), this.instance(seed).outputsObject()])));
    });
    return choiceOf(arms, expansion.reasons);
  }
}

/** `network.subnets`: the key under which `.terraform/modules/modules.json` lists a call. */
function callPath(call: ModuleCall): string {
  const names = [call.name];
  for (let at = call.parent.caller; at; at = at.call.parent.caller) names.unshift(at.call.name);
  return names.join('.');
}
