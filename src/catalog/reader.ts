import type { Declaration, Dialect } from '../model/declaration.js';
import { type Fact, type FactValue, known, unknownFact } from '../model/fact.js';
import type { Location } from '../model/location.js';
import type { Link, RelationKind } from '../model/relation.js';
import { mergeReasons, type Reason } from '../model/unknown.js';
import type { MapValue, Value } from '../model/value.js';
import { listValue, nullValue, possibilities, reasonsOf } from '../model/values.js';
import type { AttributePath, Attributes } from './kind.js';

/** A default that differs between dialects, or is the same everywhere. `undefined` in a dialect: unknown. */
export type Default = FactValue | Partial<Record<Dialect, FactValue>>;

/**
 * Reads one declaration (or one block inside it) by the attribute keys of its kind, in whatever dialect it is written.
 * An attribute that is null or not written is `undefined`; nothing here ever guesses.
 */
export class Reader<A extends Attributes = Attributes> {
  constructor(
    readonly declaration: Declaration,
    private readonly attributes: A,
    private readonly body: MapValue,
  ) {}

  get dialect(): Dialect {
    return this.declaration.dialect;
  }

  /** False for a look-up (data source) or a stand-in: what is not written is then unknown, not a default. */
  get managed(): boolean {
    return this.declaration.mode === 'managed';
  }

  /** The block itself. */
  get location(): Location {
    return this.body.at ?? this.declaration.location;
  }

  /** The attribute's value; `undefined` when it is not written, is null, or this dialect has no such attribute. */
  value(key: keyof A & string): Value | undefined {
    const together = this.attributes[key]?.union;
    if (together) return this.union(together);
    const path = this.path(key);
    return path === undefined ? undefined : dig(this.body, path.split('.'));
  }

  /** The items of several attributes as one list; undefined when none is written. */
  private union(keys: readonly string[]): Value | undefined {
    const items = keys.flatMap((key) => this.list(key));
    return items.length === 0 ? undefined : listValue(items, this.location);
  }

  /** A boolean attribute's value; the texts "true" and "false" read as booleans, as both providers do. */
  flag(key: keyof A & string): Value | undefined {
    const value = this.value(key);
    return value && asFlag(value);
  }

  /** The values of a list attribute, or of a single value where a list was expected; unknown lists give one unknown value. */
  list(key: keyof A & string): readonly Value[] {
    const value = this.value(key);
    return value === undefined ? [] : flatten(value);
  }

  /** Sub-readers for a repeated block or a list of objects. Unknown items are left out: see `undecided`. */
  each<K extends keyof A & string>(key: K): readonly Reader<EachOf<A, K>>[] {
    const inner = (this.attributes[key]?.each ?? {}) as EachOf<A, K>;
    return this.list(key).flatMap((item) =>
      possibilities(item).flatMap((arm) => (arm.kind === 'map' ? [new Reader(this.declaration, inner, arm)] : [])),
    );
  }

  /**
   * Like `each`, with the reasons why an item is not certain: it is one arm of a choice, or its declaration may not exist.
   * Items of a list in a choice's arm are such items too. No reasons: the item is there.
   */
  items<K extends keyof A & string>(key: K): readonly Item<EachOf<A, K>>[] {
    const inner = (this.attributes[key]?.each ?? {}) as EachOf<A, K>;
    return this.list(key).flatMap((item) =>
      possibilities(item).flatMap((arm) =>
        flatten(arm).flatMap((block) =>
          block.kind === 'map'
            ? [
                {
                  reader: new Reader(this.declaration, inner, block),
                  reasons: mergeReasons(item === arm ? [] : reasonsOf(item), this.doubts),
                },
              ]
            : [],
        ),
      ),
    );
  }

  /** Why a repeated block may have items that nothing is known of: the list itself, or an item, is unknown. */
  unknownItems(key: keyof A & string): readonly Reason[] {
    return this.list(key).flatMap((item) =>
      possibilities(item).flatMap((arm) =>
        flatten(arm).flatMap((block) => (block.kind === 'map' ? [] : reasonsOf(block))),
      ),
    );
  }

  /** Why the declaration itself may not exist; empty when it does. */
  get doubts(): readonly Reason[] {
    return this.declaration.exists.unknowns;
  }

  /** Why a repeated block may have more items than `each` gives: unknown lists, items that are one arm of a choice. */
  undecided(key: keyof A & string): readonly Reason[] {
    return this.list(key).flatMap((item) => (item.kind === 'map' ? [] : reasonsOf(item)));
  }

  /** Known text, or undefined. For names and enumerations; use `fact` when the answer must be three-valued. */
  text(key: keyof A & string): string | undefined {
    const value = this.value(key);
    return value?.kind === 'string'
      ? value.value
      : value?.kind === 'number' || value?.kind === 'bool'
        ? String(value.value)
        : undefined;
  }

  /** Where the attribute is written; the block when it is not. */
  at(key: keyof A & string): Location {
    return this.value(key)?.at ?? this.location;
  }

  /** The attribute's name in every dialect, for facts that a kind makes itself. */
  setBy(key: keyof A & string): { readonly setBy: Partial<Record<Dialect, string>> } {
    return setters(this.attributes[key]);
  }

  /** The attribute's name in this dialect, for mitigations. */
  nameOf(key: keyof A & string): string {
    return this.path(key) ?? key;
  }

  /**
   * A scalar fact. A missing attribute means `absent`, a default the provider documents (then `assumed` is not set: the
   * default is certain), or is unknown when no default is given or the resource is not managed here.
   */
  fact(key: keyof A & string, absent?: Default): Fact {
    const setBy = setters(this.attributes[key]);
    const value = this.value(key);
    if (value === undefined) return this.absentFact(key, absent, setBy);
    return factOf(value, value.at ?? this.location, setBy);
  }

  /** Like `fact`, mapped: `r.test('acl', (v) => v === 'public-read')`. */
  test(key: keyof A & string, predicate: (value: FactValue) => boolean, absent?: Default): Fact {
    return mapFact(this.fact(key, absent), predicate);
  }

  /** A link to whatever the attribute names; empty when it is not written. */
  link(
    kind: RelationKind,
    key: keyof A & string,
    options: Partial<Omit<Link, 'kind' | 'target' | 'because'>> = {},
  ): readonly Link[] {
    const target = this.value(key);
    return target === undefined ? [] : [{ kind, target, because: [target.at ?? this.location], ...options }];
  }

  private absentFact(
    key: string,
    absent: Default | undefined,
    setBy: { setBy: Partial<Record<Dialect, string>> },
  ): Fact {
    const fallback = this.managed ? defaultFor(absent, this.dialect) : undefined;
    if (fallback !== undefined) return known(fallback, [this.location], setBy);
    const subject = `${this.declaration.address}.${this.path(key) ?? key}`;
    return unknownFact(
      [{ code: this.managed ? 'account' : 'external', subject, at: this.location }],
      [this.location],
      setBy,
    );
  }

  private path(key: string): string | undefined {
    return this.attributes[key]?.[this.dialect];
  }
}

/** One item of a repeated block. */
export interface Item<A extends Attributes> {
  readonly reader: Reader<A>;
  readonly reasons: readonly Reason[];
}

type EachOf<A extends Attributes, K extends keyof A> = A[K] extends { readonly each: infer E extends Attributes }
  ? E
  : Attributes;

const setters = (path: AttributePath | undefined): { setBy: Partial<Record<Dialect, string>> } => {
  const { each: _each, union: _union, ...names } = path ?? {};
  return { setBy: names };
};

function defaultFor(absent: Default | undefined, dialect: Dialect): FactValue | undefined {
  return typeof absent === 'object' && !Array.isArray(absent)
    ? (absent as Partial<Record<Dialect, FactValue>>)[dialect]
    : (absent as FactValue | undefined);
}

/** A fact from one value. Booleans written as strings ("true") read as booleans, as both providers do. */
export function factOf(
  value: Value,
  at: Location,
  extra: { readonly setBy?: Partial<Record<Dialect, string>> } = {},
): Fact {
  const assumed = value.assumed ? { assumed: true } : {};
  switch (value.kind) {
    case 'bool':
    case 'number':
      return known(value.value, [at], { ...extra, ...assumed });
    case 'string':
      return known(value.value === 'true' ? true : value.value === 'false' ? false : value.value, [at], {
        ...extra,
        ...assumed,
      });
    case 'list': {
      const texts = value.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []));
      if (texts.length === value.items.length) return known(texts.sort(), [at], { ...extra, ...assumed });
      return unknownFact(value.items.flatMap(reasonsOf), [at], extra);
    }
    case 'choice': {
      const facts = value.arms.map((arm) => factOf(arm, at, extra));
      const [first] = facts;
      const same = first?.state === 'known' && facts.every((f) => f.state === 'known' && f.value === first.value);
      return same ? first : unknownFact(value.reasons, [at], extra);
    }
    default:
      return unknownFact(reasonsOf(value), [at], extra);
  }
}

function asFlag(value: Value): Value {
  if (value.kind === 'choice') return { ...value, arms: value.arms.map(asFlag) };
  if (value.kind !== 'string' || !/^(true|false)$/i.test(value.value)) return value;
  const { json: _json, ...rest } = value;
  return { ...rest, kind: 'bool', value: value.value.toLowerCase() === 'true' };
}

/** Applies a predicate to a known fact; an unknown one stays unknown. */
export function mapFact(fact: Fact, predicate: (value: FactValue) => FactValue): Fact {
  return fact.state === 'known' ? { ...fact, value: predicate(fact.value) } : fact;
}

/** Follows a path through maps and through blocks that stand once. A choice is followed through each arm. */
function dig(value: Value, path: readonly string[]): Value | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return value.kind === 'null' ? undefined : value;
  switch (value.kind) {
    case 'map': {
      const inner = value.entries.get(head);
      if (inner === undefined && value.open) return hidden(value, value.open);
      return inner === undefined ? undefined : dig(inner, rest);
    }
    case 'list': {
      // What may follow (`rest`) is no block to look into while there is a known one.
      const only = value.items.find((item) => !(item.kind === 'unknown' && item.rest)) ?? value.items[0];
      return only === undefined ? undefined : dig(only, path);
    }
    case 'choice': {
      const arms = value.arms.map((arm) => dig(arm, path) ?? nullValue(arm.at));
      return arms.every((arm) => arm.kind === 'null') ? undefined : { ...value, arms };
    }
    case 'null':
      return undefined;
    case 'unknown':
    case 'reference':
    case 'template':
      return hidden(value, reasonsOf(value));
    default:
      return undefined;
  }
}

/** What stands inside something that is not known. */
const hidden = ({ at, refs }: Value, reasons: readonly Reason[]): Value => ({
  kind: 'unknown',
  reasons,
  ...(at && { at }),
  ...(refs && { refs }),
});

function flatten(value: Value): readonly Value[] {
  if (value.kind === 'list') return value.items.flatMap(flatten);
  if (value.kind === 'null') return [];
  return [value];
}
