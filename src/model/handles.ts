import type { Handle } from './resource.js';
import type { Reason } from './unknown.js';
import type { Reference, TemplateValue, UnknownValue, Value } from './value.js';
import { formatReference, reasonsOf } from './values.js';

/** What the index knows of one thing that can be named. */
export interface Named {
  readonly id: string;
  readonly type: string;
  readonly scope: string;
  /** Its address and those of the satellites that stand for it. */
  readonly addresses: readonly string[];
  readonly handles: readonly Handle[];
}

/** What a value must name, and where it is written. */
interface Wanted {
  readonly expects: readonly string[] | undefined;
  readonly scope: string | undefined;
}

export interface NamedTarget {
  readonly id: string;
  readonly certainty: 'certain' | 'conditional';
}

export interface NamedResolution {
  readonly targets: readonly NamedTarget[];
  readonly unresolved: readonly Reason[];
}

/**
 * Finds out which declared things a value names (spec/B1): by reference to an exact instance, by ARN with holes for
 * account and Region, by physical name, id or DNS name. Building it and each look-up are linear.
 */
export class HandleIndex {
  private readonly byAddress = new Map<string, string>();
  /** Addresses without their last instance key -> all instances, for references to "one of them". */
  private readonly byBase = new Map<string, Set<string>>();
  private readonly byText = new Map<string, Set<string>>();
  /** `service:resource` part of ARNs whose account or Region has holes. */
  private readonly byArnTail = new Map<string, Set<string>>();
  private readonly types = new Map<string, string>();
  private readonly scopes = new Map<string, string>();

  add(named: Named): void {
    this.types.set(named.id, named.type);
    this.scopes.set(named.id, named.scope);
    for (const address of named.addresses) this.addAddress(named.scope, address, named.id);
    for (const handle of named.handles) this.addHandle(named.id, handle.value);
  }

  /** Lets another address (a satellite's) stand for a thing that is already in the index. */
  addAddress(scope: string, address: string, id: string): void {
    this.byAddress.set(`${scope}|${address}`, id);
    const base = withoutKey(address);
    if (base !== address) push(this.byBase, `${scope}|${base}`, id);
  }

  /** The thing at an exact address; several when the address lacks its instance key. */
  at(scope: string, address: string): readonly NamedTarget[] {
    const exact = this.byAddress.get(`${scope}|${address}`);
    if (exact !== undefined) return [{ id: exact, certainty: 'certain' }];
    const base = withoutKey(address);
    const single = base === address ? undefined : this.byAddress.get(`${scope}|${base}`);
    if (single !== undefined) return [{ id: single, certainty: 'conditional' }];
    const instances = [...(this.byBase.get(`${scope}|${base}`) ?? [])];
    return instances.map((id) => ({
      id,
      certainty: instances.length === 1 && base === address ? 'certain' : 'conditional',
    }));
  }

  /**
   * `expects`: exact types or prefixes ending in `.`; undefined accepts everything. `scope`: where the value is written. A literal
   * name means the thing of that name in its own scope; in another one it may be in another account, so that it is conditional.
   */
  resolve(value: Value, expects: readonly string[] | undefined, scope?: string): NamedResolution {
    const targets = new Map<string, NamedTarget>();
    const unresolved: Reason[] = [];
    this.collect(value, { expects, scope }, true, targets, unresolved, 32);
    return { targets: [...targets.values()], unresolved };
  }

  private collect(
    value: Value,
    wanted: Wanted,
    certain: boolean,
    targets: Map<string, NamedTarget>,
    unresolved: Reason[],
    depth: number,
  ): void {
    if (depth === 0) return;
    switch (value.kind) {
      case 'null':
      case 'bool':
      case 'number':
        return;
      case 'list':
        for (const item of value.items) this.collect(item, wanted, certain, targets, unresolved, depth - 1);
        return;
      case 'choice':
        for (const arm of value.arms) this.collect(arm, wanted, false, targets, unresolved, depth - 1);
        return;
      default: {
        const found = this.lookUp(value, wanted);
        for (const target of found) add(targets, certain ? target : { ...target, certainty: 'conditional' });
        if (found.length === 0 || value.kind === 'unknown') unresolved.push(...this.whyNot(value));
      }
    }
  }

  private lookUp(value: Value, wanted: Wanted): readonly NamedTarget[] {
    const { expects } = wanted;
    switch (value.kind) {
      case 'reference':
        return this.accepted(this.at(value.to.scope, value.to.address), expects);
      case 'template':
        return first(
          () =>
            this.byReferences(
              value.parts.flatMap((p) => (typeof p !== 'string' && p.kind === 'reference' ? [p.to] : [])),
              expects,
              'certain',
            ),
          () => this.byReferences(value.refs ?? [], expects, 'certain'),
          () => this.nearest(this.byTemplate(value), wanted),
        );
      case 'string':
        return first(
          () => this.byReferences(value.refs ?? [], expects, 'certain'),
          () => this.nearest(this.byLiteral(value.value), wanted),
        );
      case 'unknown':
        return this.byReferences(value.refs ?? [], expects, isComputedFromOne(value) ? 'certain' : 'conditional');
      case 'map':
        return this.byReferences(value.refs ?? [], expects, 'certain');
      default:
        return [];
    }
  }

  private byReferences(
    refs: readonly Reference[],
    expects: readonly string[] | undefined,
    certainty: NamedTarget['certainty'],
  ): readonly NamedTarget[] {
    const found = refs.flatMap((ref) => this.accepted(this.at(ref.scope, ref.address), expects));
    return certainty === 'certain' ? found : found.map((target) => ({ ...target, certainty }));
  }

  private byLiteral(text: string): readonly NamedTarget[] {
    const exact = this.byText.get(text);
    if (exact) return [...exact].map((id) => ({ id, certainty: 'certain' as const }));
    const bucket = /^s3[an]?:\/\/([^/]+)/.exec(text)?.[1];
    if (bucket !== undefined)
      return [...(this.byText.get(bucket) ?? [])]
        .filter((id) => this.types.get(id) === 'aws.s3.bucket')
        .map((id) => ({ id, certainty: 'certain' as const }));
    const tail = arnTail(text);
    return tail === undefined
      ? []
      : [...(this.byArnTail.get(tail) ?? [])].map((id) => ({ id, certainty: 'certain' as const }));
  }

  /** An ARN whose holes are only the partition, account or Region still names one thing. */
  private byTemplate(value: TemplateValue): readonly NamedTarget[] {
    const tail = arnTail(value.parts.map((part) => (typeof part === 'string' ? part : hole)).join(''));
    if (tail === undefined || tail.includes(hole)) return [];
    return [...(this.byArnTail.get(tail) ?? [])].map((id) => ({ id, certainty: 'certain' as const }));
  }

  private accepted(targets: readonly NamedTarget[], expects: readonly string[] | undefined): readonly NamedTarget[] {
    if (!expects) return targets;
    return targets.filter(({ id }) => matchesType(this.types.get(id) ?? '', expects));
  }

  /** Things of one name: those in the scope that says it, else all, which then only may be meant. */
  private nearest(targets: readonly NamedTarget[], { expects, scope }: Wanted): readonly NamedTarget[] {
    const found = this.accepted(targets, expects);
    const own = scope === undefined ? found : found.filter(({ id }) => this.scopes.get(id) === scope);
    const meant = own.length > 0 ? own : found;
    const sure = own.length > 0 || this.isUniqueInTheWorld(meant);
    return sure ? meant : meant.map((target) => ({ ...target, certainty: 'conditional' }));
  }

  /** Names of buckets are shared by all accounts (Amazon S3 User Guide, "Bucket naming rules"). */
  private isUniqueInTheWorld(targets: readonly NamedTarget[]): boolean {
    const [only] = targets;
    return targets.length === 1 && only !== undefined && this.types.get(only.id) === 'aws.s3.bucket';
  }

  private whyNot(value: Value): readonly Reason[] {
    if (value.kind === 'string' || value.kind === 'map') {
      const subject =
        value.kind === 'string' ? `"${value.value}"` : (value.refs?.map(formatReference).join(', ') ?? 'object');
      return [{ code: 'external', subject, ...(value.at && { at: value.at }) }];
    }
    return reasonsOf(value);
  }

  private addHandle(id: string, value: Value): void {
    if (value.kind === 'string' && value.value !== '') push(this.byText, value.value, id);
    const text =
      value.kind === 'string'
        ? value.value
        : value.kind === 'template'
          ? value.parts.map((part) => (typeof part === 'string' ? part : hole)).join('')
          : '';
    const tail = arnTail(text);
    if (tail !== undefined && !tail.includes(hole)) push(this.byArnTail, tail, id);
  }
}

/** Known after apply and made from one thing alone, such as the host cut out of its URL: which thing it is *is* known. */
const isComputedFromOne = ({ refs, reasons }: UnknownValue): boolean =>
  new Set(refs?.map((ref) => `${ref.scope}|${ref.address}`)).size === 1 &&
  reasons.every((reason) => reason.code === 'computed');

/** Stands for an unknown part; no name may contain it. */
const hole = '\u0000';

/** `lambda:function:orders` of `arn:aws:lambda:eu-west-1:1234:function:orders`. */
function arnTail(text: string): string | undefined {
  if (!text.startsWith('arn:') && !text.startsWith(`${hole}:`)) return undefined;
  const parts = text.split(':');
  return parts.length < 6 ? undefined : `${parts[2]}:${parts.slice(5).join(':')}`;
}

/** `aws_subnet.private[0]` -> `aws_subnet.private`. Only the last key is cut. */
function withoutKey(address: string): string {
  if (!address.endsWith(']')) return address;
  const open = address.lastIndexOf('[');
  return open === -1 ? address : address.slice(0, open);
}

/** Exact type, or a prefix that ends in a dot. */
export function matchesType(type: string, expects: readonly string[]): boolean {
  return expects.some((want) => (want.endsWith('.') ? type.startsWith(want) : type === want));
}

function first(...attempts: readonly (() => readonly NamedTarget[])[]): readonly NamedTarget[] {
  for (const attempt of attempts) {
    const found = attempt();
    if (found.length > 0) return found;
  }
  return [];
}

function add(targets: Map<string, NamedTarget>, target: NamedTarget): void {
  if (targets.get(target.id)?.certainty !== 'certain') targets.set(target.id, target);
}

function push(index: Map<string, Set<string>>, key: string, id: string): void {
  const present = index.get(key);
  if (present) present.add(id);
  else index.set(key, new Set([id]));
}
