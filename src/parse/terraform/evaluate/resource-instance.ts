import { all, type Tri } from '../../../model/tri.js';
import type { MapValue, Reference, Value } from '../../../model/value.js';
import { listValue, mapValue } from '../../../model/values.js';
import { locate } from '../module/locate.js';
import { evaluateBlocks } from './body.js';
import { dataAttribute, isCanonical, singleOutput } from './data-sources/index.js';
import type { Environment, Step } from './environment.js';
import type { Seed } from './expansion.js';
import { evaluateAt } from './expression.js';
import { withJson } from './json-template.js';
import { withMarks } from './marks.js';
import { Memo, cycle } from './memo.js';
import { referenceTo, withOrigin } from './origin.js';
import type { ResourceNode } from './resource.js';

const META_ARGUMENTS = new Set(['count', 'for_each', 'provider', 'depends_on', 'providers']);
const META_BLOCKS = new Set(['lifecycle', 'connection']);
/** Attributes that the provider always computes, even where a body sets something of that name. */
const ALWAYS_COMPUTED = new Set(['id', 'arn']);

/** One instance of a resource: its attributes, each evaluated once when first asked for. */
export class ResourceInstance {
  readonly address: string;
  readonly environment: Environment;
  private readonly attributes = new Memo<Value | undefined>();
  private wholeBody: MapValue | undefined;
  private whole: Value | undefined;

  constructor(
    readonly node: ResourceNode,
    readonly seed: Seed,
  ) {
    this.address = `${node.label}${seed.suffix}`;
    this.environment = {
      ...node.module.environment(node.block.file),
      ...(seed.each && { each: seed.each }),
      ...(seed.countIndex && { countIndex: seed.countIndex }),
      self: (rest) => this.follow(rest),
    };
  }

  get exists(): Tri {
    return all(this.node.module.exists, this.seed.exists);
  }

  reference(...path: string[]): Reference {
    return { scope: this.node.module.run.rootDir, address: this.address, path };
  }

  /** The attribute or nested blocks as the body writes them; undefined when it does not. */
  written(name: string): Value | undefined {
    const { block, module } = this.node;
    const attribute = block.attributes.get(name);
    if (!attribute && !this.blockNames().includes(name)) return undefined;
    const { run } = module;
    const env = attribute ? { ...this.environment, file: attribute.file } : this.environment;
    return this.attributes.get(
      run,
      name,
      `${this.address}.${name}`,
      () => (attribute ? withJson(evaluateAt(attribute.value, env)) : this.blocks(name)),
      (names) => cycle(names, env, attribute?.value.span ?? block.headerSpan),
    );
  }

  /** The value that a reference to the attribute gives; undefined when only the provider knows it. */
  attribute(name: string): Value | undefined {
    if (ALWAYS_COMPUTED.has(name) && this.node.mode === 'managed') return undefined;
    const special = this.node.mode === 'data' ? dataAttribute(this, name) : undefined;
    if (special) return special;
    const value = META_ARGUMENTS.has(name) || META_BLOCKS.has(name) ? undefined : this.written(name);
    return value?.kind === 'null' ? undefined : value;
  }

  /** Attributes and nested blocks, without meta-arguments. */
  body(): MapValue {
    if (this.wholeBody) return this.wholeBody;
    const entries = new Map<string, Value>();
    for (const name of [...this.node.block.attributes.keys(), ...this.blockNames()]) {
      if (META_ARGUMENTS.has(name) || META_BLOCKS.has(name)) continue;
      const value = this.written(name);
      if (value) entries.set(name, value);
    }
    this.wholeBody = mapValue(entries, locate(this.node.block.file, this.node.block.headerSpan));
    return this.wholeBody;
  }

  /** The whole instance as a value: what the body sets, and references for everything else. */
  object(): Value {
    if (this.whole) return this.whole;
    const entries = new Map<string, Value>();
    for (const name of this.body().entries.keys()) {
      const value = this.attribute(name);
      if (value) entries.set(name, this.blockNames().includes(name) ? withOrigin(value, this.reference(name)) : value);
    }
    if (this.node.mode === 'data') {
      for (const name of ['json', 'minified_json']) {
        const value = dataAttribute(this, name);
        if (value) entries.set(name, value);
      }
    }
    this.whole = withOrigin(mapValue(entries), this.reference());
    return this.whole;
  }

  /** Takes the attribute step from `rest`; without one, the whole instance. */
  follow(rest: Step[]): Value {
    const [next] = rest;
    if (next?.kind !== 'attribute') return this.object();
    rest.shift();
    const [after] = rest;
    const output = next.name === 'outputs' && after?.kind === 'attribute' ? singleOutput(this, after.name) : undefined;
    if (output) rest.shift();
    const value = output ?? this.attribute(next.name);
    const reference = this.reference(next.name);
    if (!value) return referenceTo(reference);
    if (isCanonical(this.node.type) || output) return value;
    const { at: _at, ...placeless } = value;
    const marked = withMarks(placeless as Value, { refs: [reference] });
    return this.blockNames().includes(next.name) ? withOrigin(marked, reference) : marked;
  }

  private blockNames(): readonly string[] {
    return this.node.blockNames;
  }

  private blocks(type: string): Value {
    const byFile = this.node.blocksOf(type);
    const lists = byFile.map(({ blocks, file }) => evaluateBlocks(type, blocks, { ...this.environment, file }));
    if (lists.length === 1) return lists[0] as Value;
    return listValue(lists.flatMap((list) => (list.kind === 'list' ? list.items : [list])));
  }
}
