import type { Declaration } from '../model/declaration.js';
import { HandleIndex } from '../model/handles.js';
import { resourceId } from '../model/ids.js';
import type { Value } from '../model/value.js';
import { formatReference } from '../model/values.js';
import { handlesOf } from './identify.js';
import type { KindDefinition } from './kind.js';
import type { KindIndex } from './kind-index.js';
import { Reader } from './reader.js';

/** A declaration with the satellites that say more about it. */
export interface Group {
  readonly id: string;
  readonly declaration: Declaration;
  readonly kind: KindDefinition | undefined;
  readonly reader: Reader;
  readonly satellites: readonly Satellite[];
}
export interface Satellite {
  readonly kind: KindDefinition;
  readonly reader: Reader;
  /** A node of its own that only lends its words (`borrows`). */
  readonly lent?: true;
}

interface Draft extends Group {
  readonly satellites: Satellite[];
}

/** Satellites of satellites of ...: listener certificates of listeners of load balancers. */
const maxChain = 4;

/** Paths of paths of ...: `/orders/{id}/items`. */
const maxLoans = 16;

/**
 * Groups every declaration with its satellites. A satellite whose owner is not in the scan gets an unmanaged stand-in for
 * it, one for all satellites that name the same owner. A look-up (data source) of something declared here is folded into it.
 */
export function foldSatellites(declarations: readonly Declaration[], kinds: KindIndex): readonly Group[] {
  const folding = new Folding(kinds);
  for (const declaration of declarations) folding.admit(declaration);
  folding.foldLookUps();
  folding.foldSatellites();
  folding.lend();
  return folding.groups();
}

class Folding {
  private readonly drafts = new Map<string, Draft>();
  private readonly pending: { readonly kind: KindDefinition; readonly reader: Reader }[] = [];
  private readonly lookUps: Draft[] = [];
  private readonly names = new HandleIndex();
  private readonly byKeys = new Map<string, Draft>();
  private readonly pendingById = new Map<string, Satellite>();

  constructor(private readonly kinds: KindIndex) {}

  admit(declaration: Declaration): void {
    const kind = this.kinds.of(declaration);
    const reader = new Reader(declaration, kind?.attributes ?? {}, declaration.body);
    const id = resourceId(declaration.scope, declaration.address);
    const standalone = kind?.satelliteOf?.optional && reader.value(kind.satelliteOf.owner) === undefined;
    if (kind?.satelliteOf && !standalone && declaration.mode === 'managed') {
      this.pending.push({ kind, reader });
      this.pendingById.set(id, { kind, reader });
      this.names.add({ id, type: kind.type, scope: declaration.scope, addresses: [declaration.address], handles: [] });
      return;
    }
    const draft: Draft = { id, declaration, kind, reader, satellites: [] };
    if (declaration.mode === 'data' && kind) this.lookUps.push(draft);
    else this.enter(draft);
  }

  /** `data "aws_iam_role" "deploy" { name = "deploy" }` is the role that this very scan declares under that name. */
  foldLookUps(): void {
    for (const draft of this.lookUps) {
      const type = draft.kind?.type;
      const owner = type === undefined ? undefined : this.namedAs(draft, type);
      if (owner) this.names.addAddress(draft.declaration.scope, draft.declaration.address, owner.id);
      if (owner) owner.satellites.push({ kind: draft.kind as KindDefinition, reader: draft.reader });
      else this.enter(draft);
    }
  }

  foldSatellites(): void {
    for (const satellite of this.pending) this.attach(satellite);
  }

  /** A launch template or network interface also speaks for what is made from it; so does what that one is made from. */
  lend(): void {
    const loans = [...this.drafts.values()].map((draft) => [draft, this.lendersOf(draft)] as const);
    for (const [draft, lenders] of loans) {
      for (const { kind, reader } of lenders) if (kind) draft.satellites.push({ kind, reader, lent: true });
    }
  }

  /** Nearest first, each once. */
  private lendersOf(draft: Draft): readonly Draft[] {
    const found = new Set<Draft>();
    let front: readonly Draft[] = [draft];
    for (let left = maxLoans; left > 0 && front.length > 0; left -= 1) {
      front = front.flatMap((one) => this.named(one)).filter((one) => one !== draft && !found.has(one));
      for (const one of front) found.add(one);
    }
    return [...found];
  }

  private named(draft: Draft): readonly Draft[] {
    return (draft.kind?.borrows ?? []).flatMap(({ by, types }) => {
      const name = draft.reader.value(by);
      const found = name ? this.names.resolve(name, types, draft.declaration.scope).targets : [];
      return found.flatMap(({ id }) => this.drafts.get(id) ?? []);
    });
  }

  groups(): readonly Group[] {
    return [...this.drafts.values()];
  }

  private enter(draft: Draft): void {
    this.drafts.set(draft.id, draft);
    const { declaration, kind } = draft;
    const handles = kind ? handlesOf(kind, draft.reader) : [];
    this.names.add({
      id: draft.id,
      type: kind?.type ?? declaration.type,
      scope: declaration.scope,
      addresses: [declaration.address],
      handles,
    });
  }

  private namedAs(draft: Draft, type: string): Draft | undefined {
    for (const key of draft.kind?.names ?? []) {
      const name = draft.reader.value(key);
      if (!name) continue;
      const { targets } = this.names.resolve(name, [type], draft.declaration.scope);
      const [only] = targets;
      if (targets.length === 1 && only) return this.drafts.get(only.id);
    }
    return undefined;
  }

  private attach(satellite: Satellite): void {
    const owners = this.ownersOf(satellite, maxChain);
    const { declaration } = satellite.reader;
    for (const owner of owners) {
      owner.satellites.push(satellite);
      if (owner === owners[0]) this.names.addAddress(declaration.scope, declaration.address, owner.id);
    }
  }

  private ownersOf(satellite: Satellite, left: number): readonly Draft[] {
    const rule = satellite.kind.satelliteOf;
    if (!rule || left === 0) return [];
    const name = [rule.owner, ...(rule.ownerElse ?? [])]
      .map((key) => satellite.reader.value(key))
      .find((v) => v !== undefined);
    const found = name ? this.names.resolve(name, rule.types, satellite.reader.declaration.scope).targets : [];
    const owners = found.flatMap(({ id }) => {
      const draft = this.drafts.get(id);
      if (draft) return [draft];
      const between = this.pendingById.get(id);
      return between ? this.ownersOf(between, left - 1) : [];
    });
    if (owners.length > 0) return owners;
    const keyed = rule.by && this.byComposite(satellite, rule.by, rule.types);
    return keyed ? [keyed] : [this.standIn(satellite, rule.types[0] ?? '', name)];
  }

  /** API methods have no name: the API, the path and the verb together name them. */
  private byComposite(satellite: Satellite, keys: readonly string[], types: readonly string[]): Draft | undefined {
    if (this.byKeys.size === 0) this.indexComposites();
    return types
      .map((type) => this.byKeys.get(compositeKey(type, keys, satellite.reader)))
      .find((draft) => draft !== undefined);
  }

  private indexComposites(): void {
    const keysOf = new Map<string, readonly string[]>();
    for (const { kind } of this.pending) {
      for (const type of kind.satelliteOf?.by ? kind.satelliteOf.types : [])
        keysOf.set(type, kind.satelliteOf?.by ?? []);
    }
    for (const draft of this.drafts.values()) {
      const keys = draft.kind && keysOf.get(draft.kind.type);
      if (keys) this.byKeys.set(compositeKey(draft.kind.type, keys, draft.reader), draft);
    }
  }

  private standIn(satellite: Satellite, type: string, name: Value | undefined): Draft {
    const { declaration } = satellite.reader;
    const label = name ? canonical(name) : declaration.address;
    const address = `${type}(${label})`;
    const id = resourceId(declaration.scope, address);
    const present = this.drafts.get(id);
    if (present) return present;
    const body = { kind: 'map', collection: 'object', entries: new Map(), at: declaration.location } as const;
    const kind = this.kinds.byType(type);
    const stub: Declaration = { ...declaration, mode: 'data', type, address, name: label, body };
    const draft: Draft = {
      id,
      declaration: stub,
      kind,
      reader: new Reader(stub, kind?.attributes ?? {}, body),
      satellites: [],
    };
    this.drafts.set(id, draft);
    return draft;
  }
}

const compositeKey = (type: string, keys: readonly string[], reader: Reader): string =>
  [type, reader.declaration.scope, ...keys.map((key) => canonical(reader.value(key)))].join(' ');

/** The same text for values that surely name the same thing. */
function canonical(value: Value | undefined): string {
  switch (value?.kind) {
    case 'string':
      return value.refs?.[0] ? value.refs[0].address : value.value;
    case 'reference':
      return value.to.address;
    case 'template':
      return value.parts.map((part) => (typeof part === 'string' ? part : canonical(part))).join('');
    case 'unknown':
      return value.refs?.map(formatReference).join() ?? value.reasons.map((r) => r.subject).join();
    default:
      return value?.kind ?? '';
  }
}
